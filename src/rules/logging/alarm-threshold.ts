import { type AlarmMetric, alarmMetrics, type LambdaFunction, type Stack } from "../../lambda/index.ts";
import { isCallersChoice, type Place } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const example = (statistic: string) => `resource "aws_cloudwatch_metric_alarm" "orders_errors" {
  alarm_name          = "orders-errors"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = "orders" }
  statistic           = "${statistic}"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 5
  alarm_actions       = ["arn:aws:sns:eu-west-1:111122223333:operations"]
}`;

export default defineRule({
  summary: "An alarm's threshold is never crossed by its metric, or always",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda developer guide, Types of metrics for Lambda functions; Amazon CloudWatch API reference, PutMetricAlarm (2026-11)",
  why: `An average of errors is a rate between 0 and 1, a duration is in milliseconds and ends at the function's timeout, and an
alarm that compares in the wrong direction goes off while all is well. CloudWatch accepts all of them.`,
  bad: example("Average"),
  good: example("Sum"),
  check({ stack }) {
    return alarmMetrics(stack)
      .filter(({ namespace }) => namespace === "AWS/Lambda")
      .flatMap((metric) =>
        [
          ...rateAboveOne(metric),
          ...longerThanTimeout(metric, stack),
          ...inSeconds(metric, stack),
          ...fewerFailures(metric),
          ...countOfCalls(metric),
        ].map((problem) => ({
          ...problem,
          resource: metric.alarm.address,
        })),
      );
  },
});

interface Problem {
  readonly at: Place;
  readonly message: string;
  readonly help: string;
  readonly suggestions?: readonly Fix[];
}

const FAILURES = ["Errors", "Throttles", "DeadLetterErrors", "DestinationDeliveryFailures", "AsyncEventsDropped"];

/** An alarm that goes off if there are few failures. */
function fewerFailures({ alarm, block, metric = "" }: AlarmMetric): Problem[] {
  const { body } = alarm;
  const operator = body.string("comparison_operator") ?? "";
  if (
    block !== body ||
    isCallersChoice(alarm, "comparison_operator") ||
    !FAILURES.includes(metric) ||
    !/^LessThan(?:OrEqualTo)?Threshold$/.test(operator)
  )
    return [];
  return [
    {
      at: body.place("comparison_operator"),
      message: `${alarm} goes off as long as there are few ${metric}, and is silent when there are many`,
      help: 'Set comparison_operator = "GreaterThanThreshold"',
      suggestions: suggestValues(body, "comparison_operator", ['"GreaterThanThreshold"']),
    },
  ];
}

const ABOVE = ["GreaterThanThreshold", "GreaterThanOrEqualToThreshold"];

/** The minimum that a metric must exceed, or reach, for an alarm to go off; undefined for other comparisons. */
function thresholdAbove({ alarm, block }: AlarmMetric): { limit: number; isExceeded: boolean } | undefined {
  const { body } = alarm;
  const [limit, operator = ""] = [body.number("threshold"), body.string("comparison_operator")];
  if (block !== body || limit === undefined || !ABOVE.includes(operator)) return undefined;
  if (isCallersChoice(alarm, "threshold")) return undefined;
  return { limit, isExceeded: operator === ABOVE[0] };
}

/** A call is one error or none, so that all statistics except the sum are between 0 and 1. */
function rateAboveOne(metric: AlarmMetric): Problem[] {
  const threshold = thresholdAbove(metric);
  const { statistic = "", block } = metric;
  if (metric.metric !== "Errors" || !threshold || !["Average", "Minimum", "Maximum"].includes(statistic)) return [];
  if (threshold.isExceeded ? threshold.limit < 1 : threshold.limit <= 1) return [];
  return [
    {
      at: block.place("statistic"),
      message: `${metric.alarm} can never go off: the ${statistic} of Errors is never more than 1, as each call counts as one error or none`,
      help: 'Set statistic = "Sum"',
      suggestions: suggestValues(block, "statistic", ['"Sum"']),
    },
  ];
}

/** Every call has a value of Errors, 0 or 1, so that counting the values counts the calls. */
function countOfCalls(metric: AlarmMetric): Problem[] {
  const { block, alarm } = metric;
  const isCount = metric.statistic === "SampleCount" && !isCallersChoice(alarm, "statistic");
  if (!isCount || metric.metric !== "Errors" || !thresholdAbove(metric)) return [];
  return [
    {
      at: block.place("statistic"),
      message: `${alarm} counts calls, not failures: SampleCount is the number of values, and a call without a failure has one too`,
      help: 'Set statistic = "Sum"',
      suggestions: suggestValues(block, "statistic", ['"Sum"']),
    },
  ];
}

/** The function whose duration an alarm watches, and its timeout, if that is the same for all callers of the module. */
function timeoutOf(metric: AlarmMetric, stack: Stack): { fn: LambdaFunction; timeout: number } | undefined {
  const { dimensions, statistic } = metric;
  const name = dimensions.kind === "object" ? dimensions.entries.get("FunctionName") : undefined;
  if (metric.metric !== "Duration" || !name || statistic === "Sum" || statistic === undefined) return undefined;
  const [fn, ...more] = stack.functionsNamed(name);
  const timeout = fn?.timeout;
  if (!fn || more.length > 0 || timeout === undefined || isCallersChoice(fn.resource, "timeout")) return undefined;
  return { fn, timeout };
}

/** A threshold that is most of the timeout, but in seconds. */
function inSeconds(metric: AlarmMetric, stack: Stack): Problem[] {
  const threshold = thresholdAbove(metric);
  const { fn, timeout = 0 } = timeoutOf(metric, stack) ?? {};
  // a plausible part of the timeout, and too short a time for anybody to wait for
  const part = threshold ? threshold.limit / timeout : 0;
  const isMost = threshold && threshold.limit <= 60 && part >= 0.5 && part <= 1 && Number.isInteger(part * 20);
  if (!fn || !isMost || timeout < 3) return [];
  return [
    {
      at: metric.alarm.body.place("threshold"),
      message: `${metric.alarm} goes off after ${threshold.limit} ms, but ${fn} may run for ${timeout} s: durations are in milliseconds`,
      suggestions: suggestValues(metric.alarm.body, "threshold", [`${threshold.limit * 1_000}`]),
      help: `Set threshold = ${threshold.limit * 1_000}`,
    },
  ];
}

/** Lambda stops a call at its timeout. */
function longerThanTimeout(metric: AlarmMetric, stack: Stack): Problem[] {
  const threshold = thresholdAbove(metric);
  const { fn, timeout = 0 } = timeoutOf(metric, stack) ?? {};
  const { alarm } = metric;
  // measured durations may be slightly above the timeout
  if (!threshold || !fn || threshold.limit < timeout * 1_000 * 1.1) return [];
  return [
    {
      at: alarm.body.place("threshold"),
      message: `${alarm} can never go off: ${fn} is stopped after ${timeout} s, and the threshold is ${threshold.limit} ms`,
      help: `Set the threshold below ${timeout * 1_000}, in milliseconds`,
      suggestions: suggestValues(alarm.body, "threshold", [`${timeout * 800}`]),
    },
  ];
}
