import { isSamePlace, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { refusedSenders } from "../shared/resources/managed-keys.ts";

const example = (key: string) => `resource "aws_sqs_queue" "orders" {
  name = "orders"
  ${key}
}

resource "aws_cloudwatch_event_target" "orders" {
  rule = "orders"
  arn  = aws_sqs_queue.orders.arn
}`;

export default defineRule({
  summary: "A service sends to a queue or topic whose key it may not use",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV2_AWS_73"], trivy: ["AWS-0135", "AWS-0136"] },
  source: "Amazon SQS developer guide, Configuring KMS permissions for AWS services; Amazon SNS, the same (2026-11)",
  why: `The key that AWS manages for SQS or SNS can be used by principals of the account, but by no service. What EventBridge, S3,
SNS or an alarm sends is refused, and nobody is notified.`,
  bad: example('kms_master_key_id = "alias/aws/sqs"'),
  good: example("sqs_managed_sse_enabled = true"),
  check({ stack }) {
    return refusedSenders(stack).map(({ target, key, service, sender, block, argument }) => ({
      at: target.body.place("kms_master_key_id"),
      resource: target.address,
      message: `${service} sends to ${target} for ${sender}, but may not use its key ${key}`,
      suggestions: managedEncryption(target),
      help:
        target.type === "aws_sqs_queue"
          ? "Use sqs_managed_sse_enabled = true instead, or your own key with a policy that allows the service"
          : "Use your own key with a policy that allows the service",
      related: [{ at: block.place(argument), message: "sent from here" }],
    }));
  },
});

/** SQS's own encryption allows every service to send. */
function managedEncryption({ type, body }: Resource): readonly Fix[] {
  const key = "kms_master_key_id";
  if (type !== "aws_sqs_queue" || body.isWritten("sqs_managed_sse_enabled")) return [];
  if (body.isWritten("kms_data_key_reuse_period_seconds") || !isSamePlace(body.value(key).place, body.place(key)))
    return [];
  const { file, start } = body.namePlace(key);
  const { end } = body.place(key);
  return suggestionOf("Use the encryption that SQS manages", {
    place: { file, start, end },
    newText: "sqs_managed_sse_enabled = true",
  });
}
