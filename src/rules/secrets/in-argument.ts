import type { Stack } from "../../lambda/index.ts";
import { isTrial } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { takeFromVariable } from "../shared/edits/sensitive-variable.ts";
import { isVariableValue } from "../shared/secrets/secret-defaults.ts";
import { type WrittenSecret, writtenSecrets } from "../shared/secrets/written-secrets.ts";

const example = (variable: string) => `resource "aws_codebuild_project" "orders" {
  name         = "orders"
  service_role = "arn:aws:iam::111122223333:role/orders-build"

  artifacts {
    type = "NO_ARTIFACTS"
  }

  source {
    type     = "GITHUB"
    location = "https://github.com/acme/orders"
  }

  environment {
    compute_type = "BUILD_LAMBDA_1GB"
    image        = "aws/codebuild/amazonlinux-aarch64-lambda-standard:nodejs22"
    type         = "ARM_LAMBDA_CONTAINER"

    environment_variable {
      name  = "REGISTRY_PASSWORD"${variable}
    }
  }
}`;

export default defineRule({
  summary: "A secret is hard-coded in an argument",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_46", "CKV_SECRET_2", "CKV_SECRET_6"],
    trivy: ["AWS-0029", "AWS-0036"],
    kics: ["passwords_and_secrets", "ecs_task_definition_with_plaintext_password"],
  },
  source: "Terraform language, Manage sensitive data in your configuration (2026-11)",
  why: `The secret is in the repository and its history, in every plan and in the state, and wherever the argument ends up: the
console shows a build's variables, and every process on a machine can read its user data.`,
  ignoreWhen: "What looks like a secret gives access to nothing.",
  bad: example(`
      value = "correct-horse-7-battery"`),
  good: example(`
      type  = "SECRETS_MANAGER"
      value = "orders/registry"`),
  check({ stack }) {
    const isOfVariable = isVariableValue(stack.modules);
    return writtenSecrets(stack)
      .filter(({ place, by }) => !isOfVariable(place) && (by === "form" || !isTrial(stack.root)))
      .map((secret) => ({ ...secret, suggestions: fromVariable(secret, stack) }))
      .map(({ owner, argument, name, what, shown, place, isStandIn, suggestions }) => ({
        at: place,
        suggestions,
        severity: isStandIn ? ("warning" as const) : undefined,
        resource: owner,
        message: `${owner} has ${what} written in its ${argument}${argument.endsWith(name) ? "" : ` (${name})`}: ${shown}`,
        help: `Keep it in Secrets Manager or Parameter Store and refer to it there${isStandIn ? "" : "; rotate this one, as it has been exposed"}`,
      }));
  },
});

/** Not for what a resource iterates over, which cannot be sensitive. */
function fromVariable({ owner, argument, name, place, isPart }: WrittenSecret, { modules }: Stack): readonly Fix[] {
  const module = modules.find(({ directory }) => directory.holds(place.file));
  const resource = module?.resources.find(({ address }) => address === owner);
  if (isPart || !module || !resource || argument.startsWith("for_each")) return [];
  const wanted = argument.endsWith(name) || name === "value" ? `${resource.name}_${name}` : name;
  return takeFromVariable(place, wanted, resource.body, module);
}
