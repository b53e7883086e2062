import { ignoredChanges, isTrial, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { isVariableValue } from "../shared/secrets/secret-defaults.ts";
import { secretLiterals } from "../shared/secrets/secret-literal.ts";
import { isStandIn, masked } from "../shared/secrets/secret-text.ts";
import { type StoredSecret, storedSecrets } from "../shared/secrets/stored-secrets.ts";

export default defineRule({
  summary: "The value of a secret that Terraform sets is hard-coded in the configuration",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_384"], kics: ["passwords_and_secrets"], "cfn-lint": ["W1011"] },
  source: "Terraform language, Write-only arguments (2026-11); AWS provider schema",
  why: `The secret is in the repository and its history, in every plan and in the state, in plain text. That it is also stored
encrypted in Secrets Manager does not help then.`,
  ignoreWhen: "The value gives access to nothing, as in a local stack.",
  bad: `resource "aws_secretsmanager_secret" "db" {
  name = "orders-db"
}

resource "aws_secretsmanager_secret_version" "db" {
  secret_id     = aws_secretsmanager_secret.db.id
  secret_string = "correct-horse-7-battery"
}`,
  good: `ephemeral "aws_secretsmanager_random_password" "db" {
  password_length = 32
}

resource "aws_secretsmanager_secret" "db" {
  name = "orders-db"
}

resource "aws_secretsmanager_secret_version" "db" {
  secret_id                = aws_secretsmanager_secret.db.id
  secret_string_wo         = ephemeral.aws_secretsmanager_random_password.db.random_password
  secret_string_wo_version = 1
}`,
  check({ stack }) {
    // the values of an example or a test open nothing
    if (isTrial(stack.root)) return [];
    const isOfVariable = isVariableValue(stack.modules);
    return storedSecrets(stack)
      .filter(({ resource, argument }) => !isSetElsewhere(resource, argument))
      .flatMap((stored) => literals(stored).filter(({ at }) => !isOfVariable(at)));
  },
});

/** Whether changes are ignored, so that the value in the configuration is only a placeholder. */
function isSetElsewhere(resource: Resource, argument: string): boolean {
  const ignored = ignoredChanges(resource);
  return ignored === "all" || ignored.has(argument);
}

function literals({ resource, argument, value, writeOnly }: StoredSecret): RuleFinding[] {
  const help = `Rotate this secret, and set it ${writeOnly === undefined ? "outside of this configuration" : `with ${writeOnly} from an ephemeral value`}`;
  if (value.kind === "known") {
    const text = String(value.value);
    if (text.length < 4 || isStandIn(text)) return [];
    const message = `${resource} has its ${argument} written in plain text: ${masked(text)}`;
    return [{ at: value.place, resource: resource.address, message, help }];
  }
  return secretLiterals(argument, value)
    .filter((found) => !found.isStandIn)
    .map(({ name, what, shown, place }) => ({
      at: place,
      resource: resource.address,
      message: `${resource} has ${what} written in plain text in its ${argument} (${name}): ${shown}`,
      help,
    }));
}
