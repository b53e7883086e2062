import { isAlways, isCallersChoice, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const [SPEC, USAGE, ROTATION] = ["customer_master_key_spec", "key_usage", "enable_key_rotation"] as const;

/** What keys of a spec may be used for. */
const USAGES: readonly (readonly [specs: RegExp, usages: readonly string[]])[] = [
  [/^SYMMETRIC_DEFAULT$/, ["ENCRYPT_DECRYPT"]],
  [/^HMAC_/, ["GENERATE_VERIFY_MAC"]],
  [/^RSA_/, ["ENCRYPT_DECRYPT", "SIGN_VERIFY"]],
  [/^ECC_NIST_P/, ["SIGN_VERIFY", "KEY_AGREEMENT"]],
  [/^(?:ECC_SECG_|ECC_NIST_EDWARDS|ML_DSA_)/, ["SIGN_VERIFY"]],
];

const example = (rotation: string) => `resource "aws_kms_key" "tokens" {
  description              = "Signs the tokens of the function orders"
  customer_master_key_spec = "RSA_2048"
  key_usage                = "SIGN_VERIFY"${rotation}
}`;

export default defineRule({
  summary: "A KMS key is to do what keys of its kind cannot",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS KMS developer guide, Key spec reference; Rotate AWS KMS keys; API reference, CreateKey: KeyUsage (2026-11)",
  why: `KMS rotates only symmetric encryption keys, and each spec has its uses: an HMAC key does not encrypt. KMS refuses the key, or,
for rotation, the key is created and the apply fails after that.`,
  bad: example("\n  enable_key_rotation      = true"),
  good: example(""),
  check({ stack }) {
    return stack.resources("aws_kms_key").flatMap((key) => {
      const spec = key.body.string(SPEC);
      const isChosen = [SPEC, USAGE].some((argument) => isCallersChoice(key, argument));
      return spec === undefined || isChosen ? [] : [...otherUse(key, spec), ...rotated(key, spec)];
    });
  },
});

function otherUse(key: Resource, spec: string): RuleFinding[] {
  const usages = USAGES.find(([specs]) => specs.test(spec))?.[1];
  const usage = isLeftOut(key, USAGE) ? "ENCRYPT_DECRYPT" : key.body.string(USAGE);
  if (!usages || usage === undefined || usages.includes(usage)) return [];
  return [
    {
      at: key.body.place(key.body.isWritten(USAGE) ? USAGE : SPEC),
      resource: key.address,
      message: `${key} is a key of the spec ${spec}, which is not for ${usage}${key.body.isWritten(USAGE) ? "" : ", the default use"}`,
      help: `Set ${USAGE} = ${usages.map((one) => `"${one}"`).join(" or ")}`,
      suggestions: suggestValues(
        key.body,
        USAGE,
        usages.map((one) => `"${one}"`),
      ),
    },
  ];
}

function rotated(key: Resource, spec: string): RuleFinding[] {
  if (spec === "SYMMETRIC_DEFAULT" || !isAlways(key, ROTATION, true)) return [];
  return [
    {
      at: key.body.place(ROTATION),
      resource: key.address,
      message: `${key} is a key of the spec ${spec}, and KMS rotates only symmetric encryption keys`,
      help: `Remove ${ROTATION}; replace such a key by a new one, and move its alias`,
      suggestions: suggestionOf(`Remove ${ROTATION}`, removeArgument(key.body, ROTATION)),
    },
  ];
}
