import { failureQueues, type Queue, queueAlarms, type Stack } from "../../lambda/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { alarmActions } from "../shared/edits/alarm-actions.ts";
import { companion } from "../shared/edits/companion.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { selfReference } from "../shared/edits/references.ts";

const example = (alarm: string) => `resource "aws_sqs_queue" "failed" {
  name = "failed"
}

resource "aws_lambda_function" "thumbnail" {
  function_name = "thumbnail"
  role          = aws_iam_role.thumbnail.arn
  runtime       = "python3.14"
  handler       = "thumbnail.handler"
  filename      = "thumbnail.zip"

  dead_letter_config {
    target_arn = aws_sqs_queue.failed.arn
  }
}${alarm}`;

export default defineRule({
  summary: "No alarm reports that failed messages have arrived",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "Amazon SQS developer guide, Creating alarms for dead-letter queues using Amazon CloudWatch (2026-11)",
  why: `Failed events wait in the dead-letter queue until its retention ends. Without an alarm nobody notices, and they are lost
after all.`,
  ignoreWhen: "Alarms are made in another configuration, or something reads the queue.",
  bad: example(""),
  good: example(`

resource "aws_cloudwatch_metric_alarm" "failed" {
  alarm_name          = "failed-thumbnails"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.failed.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 1
}`),
  check({ stack }) {
    const alarms = queueAlarms(stack);
    const read = new Set(stack.triggers.map(({ source }) => source));
    return [...failureQueues(stack).keys()].flatMap((queue) => {
      if (read.has(queue.resource) || alarms.watch(queue) !== "no") return [];
      return [
        {
          at: queue.place(),
          resource: queue.resource.address,
          message: `${queue} receives failed events of functions, but no alarm watches it`,
          suggestions: queueAlarm(queue, stack),
          help: "Add an aws_cloudwatch_metric_alarm on ApproximateNumberOfMessagesVisible above 0 in AWS/SQS for this QueueName",
        },
      ];
    });
  },
});

function queueAlarm({ resource }: Queue, stack: Stack): readonly Fix[] {
  const name = `${selfReference(resource)}.name`;
  const actions = alarmActions(resource, stack);
  const content = `alarm_name = "\${${name}}-not-empty"
alarm_description = "Something failed, and waits to be looked at."
namespace = "AWS/SQS"
metric_name = "ApproximateNumberOfMessagesVisible"
dimensions = { QueueName = ${name} }
statistic = "Maximum"
period = 300
evaluation_periods = 1
comparison_operator = "GreaterThanThreshold"
threshold = 0
treat_missing_data = "notBreaching"
alarm_actions = ${actions.text}`;
  return suggestionOf(
    `Add an alarm${actions.spoken}`,
    ...actions.edits,
    companion(resource, "aws_cloudwatch_metric_alarm", content)?.edit,
  );
}
