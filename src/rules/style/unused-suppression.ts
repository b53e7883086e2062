import { defineRule } from "../rule.ts";

/** The lint room finds these itself, as only it sees both comments and what every rule found. */
export default defineRule({
  summary: "A comment suppresses a rule that finds nothing there",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  why: `A suppression that is no longer needed hides the next mistake of its kind in that place, and one with a misspelt rule never
worked. Comments that are untrue mislead whoever reads the code next.`,
  bad: `# lambda-tf:ignore function/timeout-unset the default is enough
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  timeout       = 10
}
`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  timeout       = 10
}
`,
  check: () => [],
});
