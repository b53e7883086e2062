import { type BlockValue, isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const DAYS_MAX = 90;

const example = (days: number) => `resource "aws_secretsmanager_secret_rotation" "db" {
  secret_id           = "orders-db"
  rotation_lambda_arn = "arn:aws:lambda:eu-west-1:111122223333:function:rotate-db"

  rotation_rules {
    automatically_after_days = ${days}
  }
}`;

export default defineRule({
  summary: "A secret is rotated less often than every three months",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_304"] },
  source: "AWS Security Hub user guide, Secrets Manager controls: SecretsManager.4 (2026-11)",
  why: `A leaked secret is useful until the next rotation. The function that rotates it exists already, so rotating more often
costs nothing.`,
  ignoreWhen: "The service behind the secret cannot change it that often.",
  bad: example(180),
  good: example(30),
  check({ stack }) {
    return stack.resources("aws_secretsmanager_secret_rotation").flatMap((rotation) =>
      rotation.body.blocks("rotation_rules").flatMap((rules) => {
        const found = interval(rules);
        if (!found || found.days <= DAYS_MAX || isCallersChoice(rotation, found.argument, rules)) return [];
        return [
          {
            at: rules.place(found.argument),
            resource: rotation.address,
            message: `${rotation} rotates the secret every ${found.days} days`,
            help: `Set ${found.argument} to at most ${DAYS_MAX} days`,
            suggestions: suggestValues(rules, found.argument, [found.text]),
          },
        ];
      }),
    );
  },
});

function interval(
  rules: BlockValue,
): { readonly argument: string; readonly days: number; readonly text: string } | undefined {
  const argument = "automatically_after_days";
  const days = rules.number(argument);
  if (days !== undefined) return { argument, days, text: String(DAYS_MAX) };
  const schedule = "schedule_expression";
  const [, rate] = /^rate\((\d+) days\)$/.exec(rules.string(schedule) ?? "") ?? [];
  return rate === undefined ? undefined : { argument: schedule, days: Number(rate), text: `"rate(${DAYS_MAX} days)"` };
}
