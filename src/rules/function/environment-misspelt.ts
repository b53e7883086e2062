import { editDistance } from "../../aws/did-you-mean.ts";
import { RUNTIME_SETTINGS } from "../../aws/limits.ts";
import { defineRule } from "../rule.ts";
import { renamed } from "../shared/edits/elements.ts";
import { replacing } from "../shared/edits/fixes.ts";

const example = (name: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "python3.13"
  handler       = "index.handler"
  filename      = "orders.zip"

  environment {
    variables = {
      ${name} = "/opt/otel-instrument"
    }
  }
}`;

export default defineRule({
  summary: "An environment variable has almost the name of one that its runtime reads",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda developer guide, Modifying the runtime environment: wrapper scripts, language-specific variables; Powertools for AWS Lambda documentation, Environment variables (2026-11)",
  why: `A letter is missing, and no error says so: the runtime does not find the variable it looks for, and starts the function
without the wrapper, the options or the path.`,
  bad: example("AWS_LAMBA_EXEC_WRAPPER"),
  good: example("AWS_LAMBDA_EXEC_WRAPPER"),
  check({ stack }) {
    return stack.functions.flatMap((fn) =>
      fn.environmentVariables.flatMap(({ name, namePlace }) => {
        const meant = RUNTIME_SETTINGS.find((setting) => isSlipOf(name, setting));
        const isThereToo = meant !== undefined && fn.environment?.entries.has(meant);
        if (meant === undefined || isThereToo || RUNTIME_SETTINGS.includes(name)) return [];
        return [
          {
            at: namePlace,
            resource: fn.resource.address,
            message: `${fn} sets ${name}, which nothing reads: the variable is called ${meant}`,
            help: `Write ${meant}`,
            suggestions: [replacing(namePlace, renamed(namePlace, meant), meant)],
          },
        ];
      }),
    );
  },
});

/** A letter too many, too few or wrong in a long name. What is shorter may well be a name of the function's own. */
function isSlipOf(name: string, setting: string): boolean {
  return editDistance(name, setting, 1) === 1;
}
