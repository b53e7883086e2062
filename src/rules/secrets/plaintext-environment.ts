import type { LambdaFunction } from "../../lambda/index.ts";
import { ignoredChanges, isTrial, type Module } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { isVariableValue } from "../shared/secrets/secret-defaults.ts";
import { type SecretLiteral, secretLiterals } from "../shared/secrets/secret-literal.ts";

const example = (password: string) => `resource "aws_lambda_function" "billing" {
  function_name = "billing"
  role          = aws_iam_role.billing.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "billing.zip"

  environment {
    variables = {
      ${password}
    }
  }
}`;

export default defineRule({
  summary: "A function's environment holds a secret in plain text",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_45"], kics: ["hardcoded_aws_access_key_in_lambda", "passwords_and_secrets"] },
  source: "AWS Lambda developer guide, Working with environment variables: securing (2026-11)",
  why: `Environment variables are in plain text in the configuration, in the state and in every plan, and whoever may call
lambda:GetFunctionConfiguration reads them in the console. A secret belongs in Secrets Manager or Parameter Store, and the
function only needs its name.`,
  ignoreWhen: "The value is public although its name sounds secret, or is a stand-in for the secret in a local stack.",
  bad: example('DB_PASSWORD = "correct-horse-7-battery"'),
  good: example("DB_PASSWORD_SECRET_ARN = aws_secretsmanager_secret.db_password.arn"),
  check({ stack }) {
    const isOfVariable = isVariableValue(stack.modules);
    // what a call hands to a module that is not here is read from the call
    const written = stack.functions.filter(({ resource }) => !resource.module.directory.isStandIn);
    const found = [
      ...written.flatMap((fn) => inFunction(fn).map((secret) => ({ secret, owner: fn.toString() }))),
      ...stack.modules.flatMap(inUnreadCalls),
    ];
    return found
      .filter(({ secret }) => !isOfVariable(secret.place) && (secret.by === "form" || !isTrial(stack.root)))
      .map(({ secret, owner }) => ({
        at: secret.place,
        severity: secret.isStandIn ? ("warning" as const) : undefined,
        resource: owner,
        message: `${secret.name} in the environment of ${owner} is ${secret.what}, written in plain text: ${secret.shown}`,
        help: `Keep the value in aws_secretsmanager_secret or a SecureString aws_ssm_parameter, give the function its ARN or name, and read it at startup${secret.isStandIn ? "" : "; rotate this one, as it has been exposed"}`,
      }));
  },
});

function inFunction(fn: LambdaFunction): readonly SecretLiteral[] {
  const variables = fn.body.block("environment")?.value("variables");
  if (!variables) return [];
  // where changes are ignored, what is written only stands for the value that something else puts there
  const ignored = ignoredChanges(fn.resource);
  const isSetElsewhere = ignored === "all" || ignored.has("environment");
  return secretLiterals("environment", variables).filter(
    ({ what }) => !isSetElsewhere || what !== "a value for a secret",
  );
}

/** The environment that is handed to a module whose source is not here, as those of the registry. */
function inUnreadCalls(module: Module): readonly { secret: SecretLiteral; owner: string }[] {
  return module.calls
    .filter(({ modules }) => modules.length === 0)
    .flatMap(({ name, block }) =>
      block.argumentNames
        .filter(
          (argument) => /(?:^|_)env(?:ironment)?(?:_|$)/.test(argument) && block.value(argument).kind === "object",
        )
        .flatMap((argument) => secretLiterals(argument, block.value(argument)))
        .map((secret) => ({ secret, owner: `module.${name}` })),
    );
}
