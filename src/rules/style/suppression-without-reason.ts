import { defineRule } from "../rule.ts";

/** The lint room finds these itself, as only it sees the comments. */
export default defineRule({
  summary: "A comment suppresses a rule and does not say why",
  severity: "warning",
  profile: "all",
  since: "0.1",
  why: `Whoever finds the comment a year later cannot tell a decision from a moment of impatience, does not dare to remove it, and
cannot say whether it still applies.`,
  ignoreWhen:
    "The team explains its exceptions elsewhere, for example in commit messages. That is why the rule is off by default.",
  bad: `# lambda-tf:ignore function/timeout-unset
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
}
`,
  good: `# lambda-tf:ignore function/timeout-unset answers from memory, in milliseconds
resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
}
`,
  check: () => [],
});
