import { isAlways, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestKey } from "../shared/edits/own-key.ts";

export default defineRule({
  summary: "A function's environment or a secret is encrypted with a key that AWS manages",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_173", "CKV_AWS_149"],
    trivy: ["AWS-0098"],
    kics: ["secretsmanager_secret_without_kms"],
    cfn_nag: ["W77"],
  },
  source: "AWS Lambda developer guide, Securing environment variables (2026-11)",
  why: `With the key that AWS manages, whoever may read the function's configuration or the secret can read the values. Your own
key is a second lock: its policy says who may decrypt, CloudTrail says who did, and other accounts can be given access.`,
  bad: `resource "aws_secretsmanager_secret" "db" {
  name = "orders-db"
}`,
  good: `resource "aws_secretsmanager_secret" "db" {
  name       = "orders-db"
  kms_key_id = aws_kms_key.secrets.arn
}`,
  check({ stack }) {
    const functions = stack.functions.filter(
      (fn) => fn.environment && fn.environment.entries.size > 0 && fn.lacks("kms_key_arn"),
    );
    const secrets = stack
      .resources("aws_secretsmanager_secret")
      .filter((secret) => hasManagedKey(secret) && secret.body.hasBlock("replica") === "no");
    return [
      ...functions.map((fn) => ({
        at: fn.body.isWritten("kms_key_arn")
          ? fn.place("kms_key_arn")
          : (fn.body.block("environment")?.place() ?? fn.place()),
        resource: fn.resource.address,
        message: `The environment of ${fn} is encrypted with the key that AWS manages`,
        help: "Set kms_key_arn to your own key",
        suggestions: suggestKey(fn.resource, "kms_key_arn", { what: "the environment", of: "the function" }),
      })),
      ...secrets.map((secret) => ({
        at: secret.body.place("kms_key_id"),
        resource: secret.address,
        message: `${secret} is encrypted with the key that AWS manages`,
        help: "Set kms_key_id to your own key",
        suggestions: suggestKey(secret, "kms_key_id", { what: "the values", of: "the secret" }),
      })),
    ];
  },
});

function hasManagedKey(secret: Resource): boolean {
  return isLeftOut(secret, "kms_key_id") || isAlways(secret, "kms_key_id", "alias/aws/secretsmanager");
}
