import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A permission allows everything on a function, not only calling it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { kics: ["lambda_with_vulnerable_policy"] },
  source: "AWS Lambda developer guide, Using resource-based policies for Lambda (2026-11)",
  why: `Who has lambda:* on a function can replace its code and its configuration, and so take over its role. Callers need
lambda:InvokeFunction, or lambda:InvokeFunctionUrl.`,
  bad: `resource "aws_lambda_permission" "partner" {
  function_name = "orders"
  action        = "lambda:*"
  principal     = "111122223333"
}`,
  good: `resource "aws_lambda_permission" "partner" {
  function_name = "orders"
  action        = "lambda:InvokeFunction"
  principal     = "111122223333"
}`,
  check({ stack }) {
    return stack.permissions.flatMap((permission) => {
      const { action } = permission;
      if (action !== "*" && action?.toLowerCase() !== "lambda:*") return [];
      return [
        {
          at: permission.place("action"),
          resource: permission.resource.address,
          message: `${permission} allows ${action}, with which code and configuration of the function can be replaced`,
          help: 'Set action = "lambda:InvokeFunction"',
        },
      ];
    });
  },
});
