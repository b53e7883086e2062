import { isAlways } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";

const example = (state: string) => `resource "aws_kms_key" "orders" {
  description         = "Environment of the function orders"
  enable_key_rotation = true
${state}}`;

export default defineRule({
  summary: "A key is disabled, and with it everything that it encrypts",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_227"], kics: ["cmk_is_unusable"] },
  source: "AWS KMS developer guide, Enable and disable keys (2026-11)",
  why: `While a key is disabled, nothing can be encrypted or decrypted with it: a function whose environment it protects does not
start, and queues, topics, logs and secrets that use it can be neither written nor read.`,
  ignoreWhen: "The key is being retired, and nothing uses it any more.",
  bad: example("  is_enabled          = false\n"),
  good: example(""),
  check({ stack }) {
    return ["aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key"].flatMap((type) =>
      stack.resources(type).flatMap((key) => {
        const argument = type === "aws_kms_key" ? "is_enabled" : "enabled";
        if (!isAlways(key, argument, false)) return [];
        const edit = removeArgument(key.body, argument);
        return [
          {
            at: key.body.place(argument),
            resource: key.address,
            message: `${key} is disabled, so nothing can be encrypted or decrypted with it`,
            help: `Remove ${argument}: a key is enabled by default`,
            suggestions: edit ? [{ title: `Remove ${argument}`, edits: [edit] }] : [],
          },
        ];
      }),
    );
  },
});
