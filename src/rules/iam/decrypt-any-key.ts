import { hasConditionOn, plainCondition } from "../../iam/index.ts";
import { defineRule } from "../rule.ts";
import { policyWith } from "../shared/policies/example-policy.ts";
import { apartFrom, isUnlimited, targetOf, wideFinding, wideStatements } from "../shared/policies/wide-statements.ts";

const example = (statement: string) => `resource "aws_kms_key" "orders" {}

${policyWith(statement)}`;

/** Keys of conditions that name a KMS key by its alias, as an ARN would. */
const ALIAS_KEYS = ["kms:ResourceAliases", "kms:RequestAlias"];

export default defineRule({
  summary: "A policy lets data be decrypted with every key",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Security Hub, KMS.1 and KMS.2 (2026-11)",
  why: `Keys keep data apart that happens to be readable: backups, other teams' queues, exported tables. Who may decrypt with every key
has passed all these doors at once.`,
  bad: example('{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*" }'),
  good: example('{ Effect = "Allow", Action = "kms:Decrypt", Resource = aws_kms_key.orders.arn }'),
  check(context) {
    // a condition on the service or the context limits it as an ARN would
    return wideStatements(context, "decrypt")
      .filter(isUnlimited)
      .filter(({ statement }) => !hasConditionOn(statement.conditions.map(plainCondition), ...ALIAS_KEYS))
      .map((wide) =>
        wideFinding(wide, context.stack, "warning", {
          may: "decrypt with every key that the account's policies open to it",
          help: `Limit the resource to ${targetOf(wide.narrowing)}, or add a condition on kms:ViaService or kms:EncryptionContext${apartFrom(wide)}`,
        }),
      );
  },
});
