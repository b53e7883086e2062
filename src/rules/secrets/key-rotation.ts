import { isAlways, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const example = (rotation: string) => `resource "aws_kms_key" "orders" {
  description = "Environment of the function orders"
${rotation}}`;

export default defineRule({
  summary: "The key material of a KMS key is never rotated",
  severity: "info",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_7"], trivy: ["AWS-0065"], kics: ["cmk_rotation_disabled"], cfn_nag: ["F19"] },
  source: "AWS KMS developer guide, Rotate AWS KMS keys (2026-11)",
  why: `With rotation enabled, KMS renews the key material once a year by itself and keeps the old material for what it has
encrypted: nothing else changes, and a compromise of one version of the material is limited to that version.`,
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
          message: `KMS never rotates the key material of ${address}`,
          help: "Set enable_key_rotation = true",
          suggestions: suggestValues(body, "enable_key_rotation", ["true"]),
        },
      ];
    });
  },
});

/** KMS rotates symmetric encryption keys whose material it generated itself. */
function canRotate({ body }: Resource): boolean {
  const spec = ["customer_master_key_spec", "key_spec"].find((argument) => body.isSet(argument) !== "no");
  return (
    body.isSet("custom_key_store_id") === "no" &&
    (body.isSet("key_usage") === "no" || body.string("key_usage") === "ENCRYPT_DECRYPT") &&
    (spec === undefined || body.string(spec) === "SYMMETRIC_DEFAULT")
  );
}
