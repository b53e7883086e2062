import { hasConditionOn, plainCondition } from "../../iam/index.ts";
import { defineRule } from "../rule.ts";
import { policyWith } from "../shared/policies/example-policy.ts";
import { apartFrom, isUnlimited, targetOf, wideFinding, wideStatements } from "../shared/policies/wide-statements.ts";

const example = (statement: string) => `resource "aws_kms_key" "orders" {}

${policyWith(statement)}`;

/** Condition keys that select KMS keys by alias, as an ARN would. */
const ALIAS_KEYS = ["kms:ResourceAliases", "kms:RequestAlias"];

export default defineRule({
  summary: "A policy allows decrypting with every key",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Security Hub, KMS.1 and KMS.2 (2026-11)",
  why: `Keys protect data that is readable otherwise: backups, other teams' queues, exported tables. Whoever may decrypt with every
key gets past all of these protections at once.`,
  bad: example('{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*" }'),
  good: example('{ Effect = "Allow", Action = "kms:Decrypt", Resource = aws_kms_key.orders.arn }'),
  check(context) {
    // a condition on the service or the context limits it as an ARN would
    return wideStatements(context, "decrypt")
      .filter(isUnlimited)
      .filter(({ statement }) => !hasConditionOn(statement.conditions.map(plainCondition), ...ALIAS_KEYS))
      .map((wide) =>
        wideFinding(wide, context.stack, "warning", {
          may: "decrypt with every key whose policy lets the account's IAM policies decide",
          help: `Limit the resource to ${targetOf(wide.narrowing)}, or add a condition on kms:ViaService or kms:EncryptionContext${apartFrom(wide)}`,
        }),
      );
  },
});
