import { requiredVersion } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { storedSecrets } from "../shared/secrets/stored-secrets.ts";

const FIRST_WITH_WRITE_ONLY = [1, 11];

export default defineRule({
  summary: "A secret is kept in the state, although there is an argument that keeps it out",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { tflint: ["aws_write_only_arguments"] },
  source: "Terraform language, Write-only arguments (Terraform 1.11, OpenTofu 1.11); AWS provider schema",
  why: `The state holds the value in clear, for all who may read the state, and in every older version of it. A write-only argument is
sent to AWS and not stored; with an ephemeral value the secret is nowhere but where it belongs.`,
  bad: `resource "random_password" "db" {
  length = 32
}

resource "aws_secretsmanager_secret_version" "db" {
  secret_id     = "orders-db"
  secret_string = random_password.db.result
}`,
  good: `ephemeral "random_password" "db" {
  length = 32
}

resource "aws_secretsmanager_secret_version" "db" {
  secret_id                = "orders-db"
  secret_string_wo         = ephemeral.random_password.db.result
  secret_string_wo_version = 1
}`,
  check({ stack }) {
    if (requiredVersion(stack.root)?.allowsFrom(FIRST_WITH_WRITE_ONLY) === false) return [];
    return storedSecrets(stack)
      .filter(({ value, writeOnly }) => value.kind !== "known" && writeOnly !== undefined)
      .map(({ resource, argument, writeOnly }) => ({
        at: resource.body.place(argument),
        resource: resource.address,
        message: `${resource} stores its ${argument} in the state`,
        help: `Use ${writeOnly} with ${writeOnly}_version and an ephemeral value`,
      }));
  },
});
