import { isAlways } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { fixOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "Encryption of a queue is switched off",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_27"], trivy: ["AWS-0096"], kics: ["sqs_with_sse_disabled"], cfn_nag: ["W48"] },
  source: "Amazon SQS developer guide, Encryption at rest (2026-11)",
  why: `SQS encrypts messages at rest by default, at no cost. Switching that off stores them in plain text for up to two weeks,
which hardly any data protection policy allows.`,
  bad: `resource "aws_sqs_queue" "orders" {
  name                    = "orders"
  sqs_managed_sse_enabled = false
}`,
  good: `resource "aws_sqs_queue" "orders" {
  name                    = "orders"
  sqs_managed_sse_enabled = true
}`,
  check({ stack }) {
    return stack.queues.flatMap((queue) => {
      const isOff = isAlways(queue.resource, "sqs_managed_sse_enabled", false);
      if (!isOff || queue.body.isSet("kms_master_key_id") !== "no") return [];
      // without the argument the provider leaves the queue as it is (AWS provider 6, sqs/queue.go: computed, 2026-11)
      const edit = setArgument(queue.body, "sqs_managed_sse_enabled", "true");
      return [
        {
          at: queue.place("sqs_managed_sse_enabled"),
          resource: queue.resource.address,
          message: `Messages of ${queue} are stored without encryption`,
          help: "Set sqs_managed_sse_enabled to true, or remove it and set kms_master_key_id",
          fix: fixOf("Set sqs_managed_sse_enabled to true", edit),
        },
      ];
    });
  },
});
