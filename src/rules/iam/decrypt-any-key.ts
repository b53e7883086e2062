import { hasConditionOn, plainCondition } from "../../iam/index.ts";
import { defineRule } from "../rule.ts";
import { granteeOf, severityAt } from "../statement-severity.ts";
import { apartFrom, narrowingFix, targetOf, wideStatements } from "../wide-statements.ts";

const example = (statement: string) => `resource "aws_kms_key" "orders" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [${statement}]
  })
}`;

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
    return wideStatements(context, "decrypt").flatMap((wide) => {
      const { breadth, narrowing, isLimited, site, statement } = wide;
      // a condition on the service or the context limits it as an ARN would
      if (isLimited !== "no") return [];
      if (hasConditionOn(statement.conditions.map(plainCondition), ...ALIAS_KEYS)) return [];
      return [
        {
          at: breadth.element.place,
          severity: severityAt("warning", wide, context.stack),
          resource: site.holder.address,
          message: `${granteeOf(wide)} may decrypt with every key that the account's policies open to it`,
          help: `Limit the resource to ${targetOf(narrowing)}, or add a condition on kms:ViaService or kms:EncryptionContext${apartFrom(wide)}`,
          fix: narrowingFix(wide),
        },
      ];
    });
  },
});
