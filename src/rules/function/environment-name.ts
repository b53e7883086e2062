import { ENVIRONMENT_NAME_PATTERN, isReservedEnvironmentName } from "../../aws/limits.ts";
import type { Place } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { renamed } from "../shared/edits/elements.ts";
import { replacing } from "../shared/edits/fixes.ts";

const example = (variable: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  environment {
    variables = {
      ${variable} = "info"
    }
  }
}`;

export default defineRule({
  summary: "Lambda does not accept an environment variable of this name",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, Environment: Variables, key pattern [a-zA-Z]([a-zA-Z0-9_])+ (2026-11)",
  why: `A name must start with a letter, continue with letters, digits and underscores, and have at least two characters. With any
other name the function can be neither created nor updated; reserved names that start with an underscore belong to Lambda.`,
  bad: example('"log-level"'),
  good: example("LOG_LEVEL"),
  check({ stack }) {
    return stack.functions.flatMap((fn) =>
      fn.environmentVariables
        // function/environment-reserved speaks of the names that Lambda sets itself
        .filter(({ name }) => !ENVIRONMENT_NAME_PATTERN.test(name) && !isReservedEnvironmentName(name))
        .map(({ name, namePlace }) => ({
          at: namePlace,
          resource: fn.resource.address,
          message: `${fn} sets the environment variable "${name}", a name that Lambda does not accept`,
          suggestions: suggestionsFor(name, namePlace),
          help: "Start with a letter, continue with letters, digits and underscores, and use at least two characters",
        })),
    );
  },
});

/** The name with underscores for all invalid characters, if that makes it valid. */
function suggestionsFor(name: string, place: Place): readonly Fix[] {
  const accepted = name.replace(/\W+/g, "_").replace(/^[^A-Za-z]+/, "");
  return ENVIRONMENT_NAME_PATTERN.test(accepted) ? [replacing(place, renamed(place, accepted), accepted)] : [];
}
