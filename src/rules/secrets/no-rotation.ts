import { mayBeSwitchedOn } from "../../lambda/index.ts";
import { placeForMissing } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const ROTATION = "aws_secretsmanager_secret_rotation";

const example = `resource "aws_secretsmanager_secret" "db" {
  name = "orders-db"
}`;

export default defineRule({
  summary: "A secret is never rotated",
  severity: "info",
  profile: "all",
  since: "0.1",
  peers: { checkov: ["CKV2_AWS_57"], "cdk-nag": ["SMG4"] },
  source: "AWS Security Hub user guide, Secrets Manager controls: SecretsManager.1 (2026-11)",
  why: `A password that leaks through a log or a backup gives access to the database for as long as it stays the same. Secrets
Manager can call a function that rotates it on a schedule; AWS provides ready-made ones for its databases.`,
  ignoreWhen: "The secret comes from a third party whose keys can only be replaced by hand, or it is not a credential.",
  bad: example,
  good: `${example}

resource "${ROTATION}" "db" {
  secret_id           = aws_secretsmanager_secret.db.id
  rotation_lambda_arn = "arn:aws:lambda:eu-west-1:111122223333:function:rotate-db"

  rotation_rules {
    automatically_after_days = 30
  }
}`,
  check({ stack }) {
    const rotated = stack
      .resources(ROTATION)
      .map(({ body }) => stack.resourceNamed(body.value("secret_id"), ["aws_secretsmanager_secret"]));
    // a rotation of an unknown secret may be for any of them
    if (rotated.includes(undefined)) return [];
    return stack
      .resources("aws_secretsmanager_secret")
      .filter((secret) => !rotated.includes(secret) && secret.body.isSet("rotation_lambda_arn") === "no")
      .filter((secret) => !mayBeSwitchedOn(stack, ROTATION, secret))
      .map((secret) => ({
        at: placeForMissing(secret, ROTATION),
        resource: secret.address,
        message: `Nothing rotates ${secret}`,
        help: `Add ${ROTATION} with a function that rotates it`,
      }));
  },
});
