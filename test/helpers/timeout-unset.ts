/** The rule that tests of commands and options run when it does not matter which one it is. */
export const timeoutRule = "function/timeout-unset";

/** The flags to run only that rule. */
export const onlyTimeout: readonly string[] = ["--only", timeoutRule];

/** A function with a single finding of that rule, on its first line. */
export const withoutTimeout = `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
}
`;
