import type { Stack } from "../../lambda/index.ts";
import { allReferences, isAlways, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const example = (key: string) => `resource "aws_sns_topic" "alarms" {
  name = "alarms"${key}
}

resource "aws_lambda_function" "report" {
  function_name = "report"
  role          = "arn:aws:iam::123456789012:role/report"
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "errors"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = aws_lambda_function.report.function_name }
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  alarm_actions       = [aws_sns_topic.alarms.arn]
}`;

export default defineRule({
  summary: "A topic around a function stores its messages unencrypted",
  severity: "info",
  profile: "all",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_26"],
    trivy: ["AWS-0095"],
    kics: ["sns_topic_encrypted_with_kms_managed_key"],
    cfn_nag: ["W47"],
  },
  source: "Amazon SNS developer guide, Securing Amazon SNS data with server-side encryption (2026-11)",
  why: `SNS encrypts what it stores only if a topic names a KMS key. Data protection policies often require that for the events
that functions get, for those they failed on, and for alarms that quote from them.`,
  ignoreWhen: "Messages contain nothing confidential, which is usual for alarms.",
  bad: example(""),
  good: example("\n  kms_master_key_id = aws_kms_key.alarms.id"),
  check({ stack }) {
    return topicsOfFunctions(stack).flatMap((topic) => {
      if (!isLeftOut(topic, "kms_master_key_id") && !isAlways(topic, "kms_master_key_id", "")) return [];
      return [
        {
          at: topic.body.place("kms_master_key_id"),
          resource: topic.address,
          message: `Messages of ${topic} are stored without encryption`,
          help: "Set kms_master_key_id to your own key with a policy that allows the publishers to use it: CloudWatch alarms may not use alias/aws/sns",
        },
      ];
    });
  },
});

/** The topics that call functions, receive their failures or results, or are notified by their alarms. */
function topicsOfFunctions(stack: Stack): readonly Resource[] {
  if (stack.functions.length === 0) return [];
  const around = [
    ...stack.triggers.flatMap(({ connection }) =>
      connection.type === "aws_sns_topic_subscription" ? [connection.body.value("topic_arn")] : [],
    ),
    ...stack.functions.flatMap((fn) => fn.failureTargets.targets.map(({ value }) => value)),
    ...stack
      .resources("aws_cloudwatch_metric_alarm")
      .filter(({ body }) => body.string("namespace") === "AWS/Lambda")
      .flatMap(({ body }) =>
        ["alarm_actions", "ok_actions", "insufficient_data_actions"].map((name) => body.value(name)),
      ),
  ];
  const named = new Set(around.flatMap(allReferences).map(({ resource }) => resource));
  return stack.resources("aws_sns_topic").filter((topic) => named.has(topic));
}
