import type { Permission } from "../../lambda/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

/** What a permission says of URLs, and the one action that it may say it of. */
const ARGUMENTS: readonly (readonly [argument: string, action: string])[] = [
  ["function_url_auth_type", "lambda:InvokeFunctionUrl"],
  ["invoked_via_function_url", "lambda:InvokeFunction"],
];

const example = (more: string) => `resource "aws_lambda_permission" "orders" {
  function_name          = "orders"
  principal              = "111122223333"
  action                 = "lambda:${more}
}`;

export default defineRule({
  summary: "A permission says of a function's URL what does not go with its action",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, AddPermission: FunctionUrlAuthType, InvokedViaFunctionUrl (2026-11)",
  why: `Lambda takes function_url_auth_type with lambda:InvokeFunctionUrl alone, and invoked_via_function_url with
lambda:InvokeFunction alone. With the other action it refuses the permission when it is applied. Callers of a URL need both
permissions, each with its own argument.`,
  bad: example(`InvokeFunction"
  function_url_auth_type = "AWS_IAM"`),
  good: example(`InvokeFunctionUrl"
  function_url_auth_type = "AWS_IAM"`),
  check({ stack }) {
    return stack.permissions.flatMap((permission) =>
      ARGUMENTS.flatMap(([argument, action]) => misfit(permission, argument, action)),
    );
  },
});

function misfit(permission: Permission, argument: string, action: string): RuleFinding[] {
  const isUsed = permission.body.isSet(argument) === "yes" && permission.body.boolean(argument) !== false;
  const isOther = permission.action !== undefined && permission.action !== action;
  // what allows everything is looked after by trigger/permission-action
  if (!isUsed || !isOther || !permission.action?.startsWith("lambda:Invoke")) return [];
  return [
    {
      at: permission.place(argument),
      resource: permission.resource.address,
      message: `${permission} has ${argument}, which Lambda takes with ${action} alone, and allows ${permission.action}`,
      help: `Take ${argument} out, or set action = "${action}"`,
    },
  ];
}
