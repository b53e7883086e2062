import { isAlways, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const example = (rotation: string) => `resource "aws_kms_key" "orders" {
  description = "Environment of the function orders"
${rotation}}`;

export default defineRule({
  summary: "The material of a key is never renewed",
  severity: "info",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_7"], trivy: ["AWS-0065"], kics: ["cmk_rotation_disabled"], cfn_nag: ["F19"] },
  source: "AWS KMS developer guide, Rotate AWS KMS keys (2026-11)",
  why: `With rotation on, KMS renews the key's material once a year by itself and keeps the old for what it has encrypted: nothing else
changes, and what one version of the material gives away ends with it.`,
  bad: example(""),
  good: example("  enable_key_rotation = true\n"),
  check({ stack }) {
    return stack.resources("aws_kms_key").flatMap((key) => {
      const { address, body } = key;
      if (!isAlways(key, "enable_key_rotation", false) && !isLeftOut(key, "enable_key_rotation")) return [];
      if (!canRotate(key)) return [];
      return [
        {
          at: body.place("enable_key_rotation"),
          resource: address,
          message: `KMS never renews the material of ${address}`,
          help: "Set enable_key_rotation = true",
          suggestions: suggestValues(body, "enable_key_rotation", ["true"]),
        },
      ];
    });
  },
});

/** KMS rotates symmetric keys for encryption whose material it made itself. */
function canRotate({ body }: Resource): boolean {
  const spec = ["customer_master_key_spec", "key_spec"].find((argument) => body.isSet(argument) !== "no");
  return (
    body.isSet("custom_key_store_id") === "no" &&
    (body.isSet("key_usage") === "no" || body.string("key_usage") === "ENCRYPT_DECRYPT") &&
    (spec === undefined || body.string(spec) === "SYMMETRIC_DEFAULT")
  );
}
