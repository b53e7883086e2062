import { isCallersChoice, isLeftOut, type Place, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const [POINTS, PERIODS] = ["datapoints_to_alarm", "evaluation_periods"] as const;

const example = (points: number) => `resource "aws_cloudwatch_metric_alarm" "orders_errors" {
  alarm_name          = "orders-errors"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  datapoints_to_alarm = ${points}
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
}`;

export default defineRule({
  summary: "An alarm has no statistic, or evaluates too few or too many periods",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon CloudWatch API reference, PutMetricAlarm: DatapointsToAlarm, EvaluationPeriods, Statistic; AWS provider 6.66.0 (2026-11)",
  why: "CloudWatch refuses the alarm, and the apply stops halfway.",
  bad: example(5),
  good: example(2),
  check({ stack }) {
    return stack.resources("aws_cloudwatch_metric_alarm").flatMap((alarm) =>
      [...moreThanPeriods(alarm), ...tooLong(alarm), ...withoutStatistic(alarm)].map((fault) => ({
        ...fault,
        resource: alarm.address,
      })),
    );
  },
});

interface Fault {
  readonly at: Place;
  readonly message: string;
  readonly help: string;
  readonly suggestions: readonly Fix[];
}

function moreThanPeriods(alarm: Resource): Fault[] {
  const { body } = alarm;
  const [points, periods] = [body.number(POINTS), body.number(PERIODS)];
  const isOrdered = points === undefined || periods === undefined || points <= periods;
  if (isOrdered || [POINTS, PERIODS].some((argument) => isCallersChoice(alarm, argument))) return [];
  return [
    {
      at: body.place(POINTS),
      message: `${alarm} needs ${points} breaching periods, but evaluates only ${periods}`,
      suggestions: suggestValues(body, POINTS, [`${periods}`]),
      help: `Set ${POINTS} to at most ${periods}`,
    },
  ];
}

/** Seconds that an alarm may look back: a day, or a week if its periods are an hour or longer. */
const [SPAN_MAX, LONG_SPAN_MAX, LONG_PERIOD] = [86_400, 604_800, 3_600] as const;

function tooLong(alarm: Resource): Fault[] {
  const { body } = alarm;
  const [period, periods] = [body.number("period"), body.number(PERIODS)];
  if (period === undefined || periods === undefined || period <= 0) return [];
  const [most, spoken] = period < LONG_PERIOD ? [SPAN_MAX, "a day"] : [LONG_SPAN_MAX, "a week"];
  if (period * periods <= most || ["period", PERIODS].some((argument) => isCallersChoice(alarm, argument))) return [];
  return [
    {
      at: body.place(PERIODS),
      message: `${alarm} evaluates ${periods} periods of ${period} s, which are longer than ${spoken} together`,
      suggestions: suggestValues(body, PERIODS, [String(Math.floor(most / period))]),
      help: `Set ${PERIODS} to at most ${Math.floor(most / period)}${period < LONG_PERIOD ? ", or a longer period" : ""}`,
    },
  ];
}

function withoutStatistic(alarm: Resource): Fault[] {
  const { body } = alarm;
  const hasMetric = body.isSet("metric_name") === "yes" && isLeftOut(alarm, "metric_query");
  if (!hasMetric || !["statistic", "extended_statistic"].every((argument) => isLeftOut(alarm, argument))) return [];
  return [
    {
      at: body.place("metric_name"),
      message: `${alarm} has neither statistic nor extended_statistic`,
      suggestions: suggestValues(body, "statistic", ['"Sum"', '"Average"', '"Maximum"']),
      help: 'Set statistic = "Sum", or another one',
    },
  ];
}
