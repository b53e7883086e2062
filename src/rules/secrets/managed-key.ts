import { isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { managedKeyOf, refusedSenders } from "../shared/resources/managed-keys.ts";

const example = (key: string) => `resource "aws_sqs_queue" "orders" {
  name              = "orders"
  kms_master_key_id = ${key}
}`;

export default defineRule({
  summary: "A queue or topic is encrypted with the key that AWS manages for the service",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: ["CKV2_AWS_73"],
    trivy: ["AWS-0135", "AWS-0136"],
    kics: ["sns_topic_encrypted_with_aws_managed_key"],
  },
  source: "AWS KMS developer guide, AWS managed keys (2026-11)",
  why: `Nobody can change the policy of a key that AWS manages: neither services nor other accounts can be given access, and access
within the account cannot be restricted. Each request costs as much as with your own key.`,
  bad: example('"alias/aws/sqs"'),
  good: example("aws_kms_key.orders.arn"),
  check({ stack }) {
    // trigger/managed-key reports it where a service is refused because of it
    const refused = new Set(refusedSenders(stack).map(({ target }) => target));
    return ["aws_sqs_queue", "aws_sns_topic"].flatMap((type) =>
      stack.resources(type).flatMap((resource) => {
        const key = managedKeyOf(resource);
        if (key === undefined || refused.has(resource) || isCallersChoice(resource, "kms_master_key_id")) return [];
        return [
          {
            at: resource.body.place("kms_master_key_id"),
            resource: resource.address,
            message: `${resource} is encrypted with ${key}, whose policy nobody can change`,
            help: `Set kms_master_key_id to your own key${type === "aws_sqs_queue" ? ", or set sqs_managed_sse_enabled = true instead" : ""}`,
            suggestions: type === "aws_sqs_queue" ? suggestOwnEncryption(resource) : [],
          },
        ];
      }),
    );
  },
});

/** SQS's own encryption, which has neither a key nor a reuse period for data keys. */
function suggestOwnEncryption({ body }: Resource): readonly Fix[] {
  const [argument, period] = ["kms_master_key_id", "kms_data_key_reuse_period_seconds"];
  if (body.isWritten("sqs_managed_sse_enabled") || body.isWritten(period)) return [];
  const { file, start } = body.namePlace(argument);
  const { end } = body.place(argument);
  return suggestionOf("Set sqs_managed_sse_enabled to true instead", {
    place: { file, start, end },
    newText: "sqs_managed_sse_enabled = true",
  });
}
