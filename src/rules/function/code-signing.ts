import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A function accepts unsigned code",
  severity: "info",
  profile: "all",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_272"] },
  source: "AWS Lambda developer guide, Using code signing to verify code integrity with Lambda (2026-11)",
  why: `With a code signing configuration Lambda accepts only packages signed by a trusted signer, so even someone who may update
the function cannot run arbitrary code in it.`,
  ignoreWhen: "Deployments are controlled by other means.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name           = "orders"
  role                    = aws_iam_role.orders.arn
  runtime                 = "nodejs24.x"
  handler                 = "index.handler"
  filename                = "orders.zip"
  code_signing_config_arn = aws_lambda_code_signing_config.release.arn
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      // images are signed in their registry
      if (fn.isImage !== "no" || !fn.lacks("code_signing_config_arn")) return [];
      return [
        {
          at: fn.place("code_signing_config_arn"),
          resource: fn.resource.address,
          message: `${fn} has no code_signing_config_arn, so it accepts unsigned code`,
          help: "Set code_signing_config_arn to an aws_lambda_code_signing_config, and sign packages with its profile",
        },
      ];
    });
  },
});
