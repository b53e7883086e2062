import { didYouMean } from "../../aws/did-you-mean.ts";
import { functionMetrics, metricUnit } from "../../aws/function-metrics.ts";
import type { AlarmMetric } from "../../lambda/index.ts";
import { referenceChain, type Value } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { renamed } from "../shared/edits/elements.ts";
import { replacing, suggestionOf } from "../shared/edits/fixes.ts";
import { replaceAttribute } from "../shared/edits/values.ts";
import { type AlarmProblem, deadAlarms } from "../shared/resources/dead-alarms.ts";

const example = (metric: string) => `resource "aws_cloudwatch_metric_alarm" "orders_errors" {
  alarm_name          = "orders-errors"
  namespace           = "AWS/Lambda"
  metric_name         = "${metric}"
  dimensions          = { FunctionName = "orders" }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  alarm_actions       = [aws_sns_topic.operations.arn]
}`;

export default defineRule({
  summary: "An alarm on a function's metric can never go off",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda developer guide, Types of metrics for Lambda functions; CloudWatch user guide, Using alarms (2026-11)",
  why: `CloudWatch accepts an alarm on a metric that does not exist, and waits for data forever. The alarm looks right in the
console, and nobody notices until the failure that it should have reported.`,
  bad: example("Error"),
  good: example("Errors"),
  check({ stack }) {
    return deadAlarms(stack, (metric) =>
      metric.namespace === "AWS/Lambda" ? PROBLEMS.flatMap((find) => find(metric)) : [],
    );
  },
});

const DIMENSIONS = ["FunctionName", "Resource", "ExecutedVersion", "EventSourceMappingUUID", "CapacityProviderName"];

const PROBLEMS: readonly ((metric: AlarmMetric) => readonly AlarmProblem[])[] = [
  unknownMetric,
  unknownDimension,
  resourceAlone,
  wrongFunctionName,
  wrongUnit,
  neverMissing,
];

/** A metric that is one letter off. An entirely unknown one may be newer than this list. */
function unknownMetric({ block, metric }: AlarmMetric): AlarmProblem[] {
  if (metric === undefined || functionMetrics.has(metric)) return [];
  const near = didYouMean(metric, functionMetrics.keys());
  if (near === undefined) return [];
  const message = `Lambda has no metric "${metric}"`;
  const suggestions = suggestValues(block, "metric_name", [`"${near}"`]);
  return [{ at: block.place("metric_name"), message, help: `Set metric_name = "${near}"`, suggestions }];
}

function unknownDimension({ dimensions }: AlarmMetric): AlarmProblem[] {
  if (dimensions.kind !== "object") return [];
  return [...dimensions.entries.keys()].flatMap((name) => {
    const near = DIMENSIONS.includes(name) ? undefined : nearDimension(name);
    if (near === undefined) return [];
    const key = dimensions.keyPlaces?.get(name);
    return [
      {
        at: key ?? dimensions.place,
        suggestions: key ? [replacing(key, renamed(key, near), near)] : [],
        message: `Lambda's metrics have no dimension "${name}"`,
        help: `Name the dimension ${near}`,
      },
    ];
  });
}

function nearDimension(name: string): string | undefined {
  return /^(?:lambda)?_?function(?:_?name)?$/i.test(name) ? "FunctionName" : didYouMean(name, DIMENSIONS);
}

/** An ARN where a name belongs. */
function wrongFunctionName({ dimensions }: AlarmMetric): AlarmProblem[] {
  const name = dimensions.kind === "object" ? dimensions.entries.get("FunctionName") : undefined;
  if (!name || !isArn(name)) return [];
  return [
    {
      at: name.place,
      message: "the dimension FunctionName holds an ARN, but the metric has the function's name",
      help: "Use the function_name of the function in place of its ARN",
      suggestions: suggestionOf("Use its function_name", replaceAttribute(name.place, "function_name")),
    },
  ];
}

function isArn(value: Value): boolean {
  if (value.kind === "known") return String(value.value).startsWith("arn:");
  const [first] = referenceChain(value);
  return first?.resource.type === "aws_lambda_function" && /arn$/.test(String(first.path[0]));
}

function wrongUnit({ block, metric }: AlarmMetric): AlarmProblem[] {
  const unit = block.string("unit");
  const right = metric === undefined ? undefined : metricUnit(metric);
  if (unit === undefined || right === undefined || unit === right) return [];
  const message = `${metric} is measured in ${right}, but the alarm accepts only ${unit}`;
  return [
    {
      at: block.place("unit"),
      message,
      help: "Remove unit",
      suggestions: suggestionOf("Remove unit", removeArgument(block, "unit")),
    },
  ];
}

/** "Too few calls": without calls there is no data, and missing data does not count as breaching. */
function neverMissing({ alarm: { body }, metric, block }: AlarmMetric): AlarmProblem[] {
  const threshold = body.number("threshold");
  const operator = body.string("comparison_operator");
  if (metric !== "Invocations" || block !== body || threshold === undefined || operator === undefined) return [];
  const isBelowOne =
    (operator === "LessThanThreshold" && threshold <= 1) ||
    (operator === "LessThanOrEqualToThreshold" && threshold < 1);
  // whoever is notified of missing data is notified of this
  if (body.isSet("insufficient_data_actions") !== "no") return [];
  const treatment = body.isSet("treat_missing_data") === "no" ? "missing" : body.string("treat_missing_data");
  if (!isBelowOne || treatment === undefined || treatment === "breaching") return [];
  return [
    {
      at: body.place("treat_missing_data"),
      message: "a function that is not called gives no data, and missing data does not count as breaching here",
      help: 'Set treat_missing_data = "breaching"',
      suggestions: suggestValues(body, "treat_missing_data", ['"breaching"']),
    },
  ];
}

/** A qualifier's metrics are also available by the function's name alone. */
function resourceAlone({ dimensions }: AlarmMetric): AlarmProblem[] {
  if (dimensions.kind !== "object" || dimensions.open || dimensions.entries.has("FunctionName")) return [];
  if (!dimensions.entries.has("Resource")) return [];
  return [
    {
      at: dimensions.keyPlaces?.get("Resource") ?? dimensions.place,
      message: "there is no metric with only the dimension Resource",
      help: "Add the dimension FunctionName",
    },
  ];
}
