import { alarmMetrics } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

/** Services with some metrics that are published every ten seconds. */
const OFTENER: ReadonlySet<string> = new Set(["AWS/SageMaker"]);

export default defineRule({
  summary: "An alarm has a period that CloudWatch does not accept",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3615"] },
  source: "Amazon CloudWatch API reference, PutMetricAlarm: Period (2026-11)",
  why: `A period is 10, 20 or 30 seconds, or a multiple of 60. With any other CloudWatch refuses the alarm. Below 60 there is data only
for high-resolution metrics, which AWS services do not send: such an alarm on them is refused, or never has data.`,
  bad: `resource "aws_cloudwatch_metric_alarm" "orders_errors" {
  alarm_name          = "orders-errors"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  period              = 90
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
}`,
  good: `resource "aws_cloudwatch_metric_alarm" "orders_errors" {
  alarm_name          = "orders-errors"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
}`,
  check({ stack }) {
    return alarmMetrics(stack).flatMap(({ alarm, block, namespace }) => {
      const period = block.number("period");
      if (period === undefined || (period >= 60 && period % 60 === 0)) return [];
      const isShort = [10, 20, 30].includes(period);
      if (isShort && (!namespace?.startsWith("AWS/") || OFTENER.has(namespace))) return [];
      const minutes = Math.max(60, Math.round(period / 60) * 60);
      return [
        {
          at: block.place("period"),
          resource: alarm.address,
          message: isShort
            ? `${alarm} evaluates ${namespace} every ${period} s, but AWS services send their metrics once a minute`
            : `${alarm} has a period of ${period} s, but CloudWatch accepts only 10, 20, 30 and multiples of 60`,
          help: `Set period = ${minutes}`,
          suggestions: suggestValues(block, "period", [`${minutes}`]),
        },
      ];
    });
  },
});
