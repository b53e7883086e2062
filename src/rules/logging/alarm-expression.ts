import {
  type BlockValue,
  isCallersChoice,
  type Place,
  type Reference,
  type Resource,
  stringOf,
  type Value,
} from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const QUERY = "metric_query";

const example = (expression: string) => `resource "aws_cloudwatch_metric_alarm" "orders_errors" {
  alarm_name          = "orders-errors"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  evaluation_periods  = 1
  alarm_actions       = ["arn:aws:sns:eu-west-1:111122223333:operations"]

  metric_query {
    id          = "rate"
    expression  = "${expression}"
    return_data = true
  }

  metric_query {
    id = "errors"

    metric {
      namespace   = "AWS/Lambda"
      metric_name = "Errors"
      dimensions  = { FunctionName = "orders" }
      stat        = "Sum"
      period      = 300
    }
  }
}`;

export default defineRule({
  summary: "An alarm's expression uses what the alarm does not have, or has a form that CloudWatch does not accept",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon CloudWatch API reference, MetricDataQuery: Id, ReturnData; PutCompositeAlarm: AlarmRule; user guide, Using metric math (2026-11)",
  why: `CloudWatch refuses an expression over a query that does not exist, a set of queries of which not exactly one returns data,
and a rule of a composite alarm that uses operators of a programming language. The apply stops halfway.`,
  bad: example("100 * error"),
  good: example("100 * errors"),
  check({ stack }) {
    return [
      ...stack
        .resources("aws_cloudwatch_metric_alarm")
        .flatMap((alarm) => [...unknownQueries(alarm), ...noResult(alarm)]),
      ...stack.resources("aws_cloudwatch_composite_alarm").flatMap(unreadableRule),
    ].map(({ alarm, ...problem }) => ({ ...problem, resource: alarm.address }));
  },
});

interface Problem {
  readonly alarm: Resource;
  readonly at: Place;
  readonly message: string;
  readonly help: string;
}

/** The queries of an alarm; empty if there may be others. */
function queriesOf({ body }: Resource): readonly BlockValue[] {
  const queries = body.blocks(QUERY);
  return body.knowsAllBlocks(QUERY) && queries.every(({ isCertain }) => isCertain) ? queries : [];
}

/** Ids of queries in metric math: they begin with a lower-case letter, and no parenthesis follows. */
const IDS = /(?<![\w.])[a-z]\w*\b(?!\s*\()/g;

function unknownQueries(alarm: Resource): Problem[] {
  const queries = queriesOf(alarm);
  const ids = new Set(queries.map((query) => query.string("id")));
  if (ids.has(undefined)) return [];
  return queries.flatMap((query): Problem[] => {
    const text = isCallersChoice(alarm, "expression", query) ? undefined : query.string("expression");
    // Metrics Insights has its own query language
    if (text === undefined || /^\s*SELECT\b/i.test(text)) return [];
    const named = text.replace(/'[^']*'|"[^"]*"/g, "").match(IDS) ?? [];
    const lost = [...new Set(named)].find((id) => !ids.has(id));
    if (lost === undefined) return [];
    return [
      {
        alarm,
        at: query.place("expression"),
        message: `${alarm} computes with "${lost}", but has no query of that id`,
        help: `Name one of ${[...ids].join(", ")}`,
      },
    ];
  });
}

function noResult(alarm: Resource): Problem[] {
  const queries = queriesOf(alarm);
  // an alarm on a band watches the metric and the band
  if (queries.length === 0 || alarm.body.isSet("threshold_metric_id") !== "no") return [];
  if (queries.some((query) => isCallersChoice(alarm, "return_data", query))) return [];
  const returned = queries.map((query) => (query.isSet("return_data") === "no" ? false : query.boolean("return_data")));
  const count = returned.filter((one) => one === true).length;
  if (returned.includes(undefined) || count === 1) return [];
  return [
    {
      alarm,
      at: queries[0]?.place() ?? alarm.body.place(),
      message: `${alarm} has ${count === 0 ? "no query" : `${count} queries`} that returns data, but needs exactly one`,
      help: "Set return_data = true in the query whose result is compared with the threshold, and in no other",
    },
  ];
}

const FUNCTIONS = ["ALARM", "OK", "INSUFFICIENT_DATA", "AND", "OR", "NOT", "AT_LEAST"];

function unreadableRule(alarm: Resource): Problem[] {
  const { body } = alarm;
  const value = body.value("alarm_rule");
  const bare = bareAlarm(value);
  if (bare)
    return [
      {
        alarm,
        at: body.place("alarm_rule"),
        message: `The rule of ${alarm} has the ${bare.path[0]} of ${bare.resource}, but does not say which state that alarm should be in`,
        help: `Write ALARM("\${${bare.resource}.${bare.path[0]}}") instead`,
      },
    ];
  const text = ruleText(value).replace(/"[^"]*"|'[^']*'/g, "");
  const operator = /&&|\|\||!/.exec(text)?.[0];
  const called = [...text.matchAll(/(?<![A-Za-z_])([A-Za-z_]+)\s*\(/g)].map(([, name = ""]) => name);
  const unknown = called.find((name) => !FUNCTIONS.includes(name.toUpperCase()));
  const strange = operator ?? unknown;
  if (strange === undefined) return [];
  return [
    {
      alarm,
      at: body.place("alarm_rule"),
      message: `The rule of ${alarm} has "${strange}", which CloudWatch does not understand`,
      help: 'Write it with ALARM("…"), OK("…") and INSUFFICIENT_DATA("…"), joined by AND, OR and NOT',
    },
  ];
}

/** An alarm in a rule that is not an argument of a state function. */
function bareAlarm(value: Value): Reference | undefined {
  const parts = value.kind === "template" ? value.parts : [value];
  let before = "";
  for (const part of parts) {
    if (typeof part === "string") {
      before += part;
      continue;
    }
    const isWithin = /[("'][^()"']*$/.test(before);
    const { via } = part;
    const isAlarm = via !== undefined && ALARM_TYPES.has(via.resource.type) && ALARM_NAMES.has(String(via.path[0]));
    if (isAlarm && !isWithin) return via;
    before += "alarm";
  }
  return undefined;
}

const ALARM_TYPES: ReadonlySet<string> = new Set(["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"]);
const ALARM_NAMES: ReadonlySet<string> = new Set(["arn", "alarm_name", "id"]);

/** The text of a rule, with a placeholder name for unknown parts. */
function ruleText(value: Value): string {
  if (value.kind !== "template") return stringOf(value) ?? "";
  return value.parts.map((part) => (typeof part === "string" ? part : "alarm")).join("");
}
