import { ENVIRONMENT_BYTES_MAX } from "../../aws/limits.ts";
import { stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const example = (rules: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  environment {
    variables = {
      ${rules}
    }
  }
}`;

export default defineRule({
  summary: "A function's environment variables are larger than 4 KB together",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3697"] },
  source: "AWS Lambda developer guide, Lambda quotas: environment variables (2026-11)",
  why: "All names and values together may take up to 4096 bytes. Beyond that the function can be neither created nor updated.",
  bad: example('RULES = join(",", [for i in range(1024) : i + 1000])'),
  good: example('RULES_PARAMETER = "/orders/rules"'),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const environment = fn.body.block("environment");
      // unknown parts may be empty
      const bytes = fn.environmentVariables.reduce(
        (sum, { name, value }) => sum + Buffer.byteLength(name) + Buffer.byteLength(stringOf(value) ?? ""),
        0,
      );
      if (!environment || bytes <= ENVIRONMENT_BYTES_MAX) return [];
      return [
        {
          at: environment.place("variables"),
          resource: fn.resource.address,
          message: `The environment variables of ${fn} take ${bytes} bytes, but Lambda allows ${ENVIRONMENT_BYTES_MAX}`,
          help: "Keep large values in an SSM parameter, AppConfig or a file of the package, and pass the function its name",
        },
      ];
    });
  },
});
