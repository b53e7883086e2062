import type { Permission } from "../../lambda/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

export default defineRule({
  summary: "A permission allows everything on a function, or gives a service an action that no service needs",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { kics: ["lambda_with_vulnerable_policy", "lambda_permission_misconfigured"], cfn_nag: ["W24"] },
  source: "AWS Lambda developer guide, Using resource-based policies for Lambda (2026-11)",
  why: `Whoever has lambda:* on a function can replace its code and configuration, and so take over its role. Callers need
lambda:InvokeFunction, or lambda:InvokeFunctionUrl. A service that is allowed anything else still cannot call the function.`,
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
      if (action === undefined) return [];
      if (action !== "*" && action.toLowerCase() !== "lambda:*")
        return isForNothing(permission, action) ? [forNothing(permission, action)] : [];
      return [
        {
          at: permission.place("action"),
          resource: permission.resource.address,
          message: `${permission} allows ${action}, which includes replacing the code and configuration of the function`,
          help: 'Set action = "lambda:InvokeFunction"',
          suggestions: suggestValues(permission.body, "action", ['"lambda:InvokeFunction"']),
        },
      ];
    });
  },
});

/** Services only invoke functions; Lambda@Edge also replicates them. */
function isForNothing(permission: Permission, action: string): boolean {
  const { principal = "" } = permission;
  return (
    permission.isServicePrincipal &&
    !/^(?:edgelambda|replicator\.lambda)\./.test(principal) &&
    !/^lambda:(?:Invoke(?:Function(?:Url)?|Async)$|.*[*?])/i.test(action)
  );
}

function forNothing(permission: Permission, action: string): RuleFinding {
  return {
    at: permission.place("action"),
    resource: permission.resource.address,
    message: `${permission} allows ${permission.principal} ${action}, which does not let it call the function`,
    help: 'Set action = "lambda:InvokeFunction"',
    suggestions: suggestValues(permission.body, "action", ['"lambda:InvokeFunction"']),
  };
}
