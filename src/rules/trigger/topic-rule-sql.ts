import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const example = (sql: string) => `resource "aws_iot_topic_rule" "readings" {
  name        = "readings"
  enabled     = true
  sql         = "${sql}"
  sql_version = "2016-03-23"

  lambda {
    function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:readings"
  }
}`;

export default defineRule({
  summary: "The SQL statement of an AWS IoT rule is not valid, or is for topics that cannot exist",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS IoT Core developer guide, AWS IoT SQL reference: SELECT clause, FROM clause; MQTT: topic filters (2026-11)",
  why: `A rule has the form SELECT … FROM 'topic', with the topic filter in quotes, "+" for a whole level and "#" as the last one.
AWS IoT refuses what does not parse, and a filter of any other form matches nothing.`,
  bad: example("SELECT * FROM 'sensors/#/readings'"),
  good: example("SELECT * FROM 'sensors/+/readings'"),
  check({ stack }) {
    return stack.resources("aws_iot_topic_rule").flatMap((rule) => {
      const sql = isCallersChoice(rule, "sql") ? undefined : rule.body.string("sql");
      const fault = sql === undefined ? undefined : faultOf(sql.trim());
      if (!fault) return [];
      const [what, help, meant] = fault;
      return [
        {
          at: rule.body.place("sql"),
          resource: rule.address,
          message: `The statement of ${rule} ${what}`,
          help,
          suggestions: meant === undefined ? [] : suggestValues(rule.body, "sql", [JSON.stringify(meant)]),
        },
      ];
    });
  },
});

/** A description, what to do and, if that is clear, the intended statement. */
type Fault = readonly [what: string, help: string, meant?: string];

function faultOf(sql: string): Fault | undefined {
  const form = "Write it as SELECT * FROM 'topic'";
  const [first = ""] = sql.split(/[\s*]/);
  if (!/^select$/i.test(first)) return [`begins with "${first}", and not with SELECT`, form];
  if (/^select\s+from\s/i.test(sql)) return ["selects nothing", form];
  const from = /[\s*]from\s+(\S.*)$/is.exec(sql)?.[1];
  // a rule of another service's events names no topic
  if (from === undefined) return undefined;
  const [bare] = /^[\w$][\w$-]*[/#+][^\s'"]*/.exec(from) ?? [];
  if (bare !== undefined) {
    const meant = sql.slice(0, sql.length - from.length) + from.replace(bare, `'${bare}'`);
    return ["names a topic without quotes", `${form}, in single quotes`, meant];
  }
  const quote = from[0];
  if (quote !== "'" && quote !== '"') return undefined;
  const end = from.indexOf(quote, 1);
  if (end < 0) return [`has a ${quote} that is not closed`, form];
  return filterFault(from.slice(1, end), sql);
}

/** What is wrong with the wildcards of a topic filter. */
function filterFault(filter: string, sql: string): Fault | undefined {
  const levels = filter.split("/");
  const part = levels.find((level) => level.length > 1 && /[+#]/.test(level));
  if (part !== undefined)
    return [
      `is for the topic ${filter}, where "${part}" is not a whole level`,
      "Use + and # only as whole levels, and compare a part of a level with topic() in WHERE",
    ];
  if (!levels.slice(0, -1).includes("#")) return undefined;
  const meant = levels.map((level, i) => (level === "#" && i < levels.length - 1 ? "+" : level)).join("/");
  return [
    `is for the topic ${filter}, where # is not the last level`,
    "Use + for one level in the middle",
    sql.replace(filter, meant),
  ];
}
