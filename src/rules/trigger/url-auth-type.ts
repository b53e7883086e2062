import {
  isSameForCallers,
  isSameQualifier,
  type Permission,
  qualifierArgument,
  type Stack,
} from "../../lambda/index.ts";
import { type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const AUTH_TYPE = "function_url_auth_type";

/** Arguments of a permission about URLs, and the only action with which they are allowed. */
const ARGUMENTS: readonly (readonly [argument: string, action: string])[] = [
  [AUTH_TYPE, "lambda:InvokeFunctionUrl"],
  ["invoked_via_function_url", "lambda:InvokeFunction"],
];

const example = (more: string) => `resource "aws_lambda_permission" "orders" {
  function_name          = "orders"
  principal              = "111122223333"
  action                 = "lambda:${more}
}`;

export default defineRule({
  summary: "A permission for a function URL has a setting that does not match its action or the URL",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda API reference, AddPermission: FunctionUrlAuthType, InvokedViaFunctionUrl; developer guide, Control access to Lambda function URLs (2026-11)",
  why: `Lambda accepts function_url_auth_type only with lambda:InvokeFunctionUrl, and invoked_via_function_url only with
lambda:InvokeFunction. With the other action it refuses the permission at apply. Callers of a URL need both permissions, each with
its own argument. A permission for a type of authorization other than the URL's allows nobody.`,
  bad: example(`InvokeFunction"
  function_url_auth_type = "AWS_IAM"`),
  good: example(`InvokeFunctionUrl"
  function_url_auth_type = "AWS_IAM"`),
  check({ stack }) {
    return stack.permissions.flatMap((permission) => [
      ...ARGUMENTS.flatMap(([argument, action]) => misfit(permission, argument, action)),
      ...otherType(permission, stack),
    ]);
  },
});

function misfit(permission: Permission, argument: string, action: string): RuleFinding[] {
  const isUsed = permission.body.isSet(argument) === "yes" && permission.body.boolean(argument) !== false;
  const isOther = permission.action !== undefined && permission.action !== action;
  // trigger/permission-action reports what allows everything
  if (!isUsed || !isOther || !permission.action?.startsWith("lambda:Invoke")) return [];
  const hasOther = ARGUMENTS.some(([other]) => other !== argument && permission.body.isWritten(other));
  return [
    {
      at: permission.place(argument),
      resource: permission.resource.address,
      message: `${permission} has ${argument}, which Lambda accepts only with ${action}, but allows ${permission.action}`,
      help: `Remove ${argument}, or set action = "${action}"`,
      suggestions: [
        ...suggestionOf(`Remove ${argument}`, removeArgument(permission.body, argument)),
        ...(hasOther ? [] : suggestValues(permission.body, "action", [`"${action}"`])),
      ],
    },
  ];
}

/** A permission for URLs with another type of authorization than the function's URL. */
function otherType(permission: Permission, stack: Stack): RuleFinding[] {
  const { action, body, resource, qualifier } = permission;
  const wanted = fixedType(resource, AUTH_TYPE);
  const [fn, ...others] = stack.functionsNamed(body.value("function_name"));
  if (action !== "lambda:InvokeFunctionUrl" || wanted === undefined || !fn || others.length > 0) return [];
  const urls = fn.urls.filter(
    (url) => isSameQualifier(qualifier, qualifierArgument(url.body.value("qualifier"))) !== false,
  );
  const types = urls.map((url) => fixedType(url, "authorization_type"));
  const [url] = urls;
  if (!url || types.some((type) => type === undefined || type === wanted)) return [];
  return [
    {
      at: permission.place(AUTH_TYPE),
      resource: resource.address,
      message: `${permission} is for URLs with authorization ${wanted}, but ${url} has ${types[0]}, so it allows nobody`,
      help: `Set ${AUTH_TYPE} = "${types[0]}"`,
      // without an open URL it would apply to every account
      suggestions: body.string("principal") === "*" ? [] : suggestValues(body, AUTH_TYPE, [`"${types[0]}"`]),
      related: [{ at: url.body.place("authorization_type"), message: "the URL's authorization" }],
    },
  ];
}

function fixedType({ body, module }: Resource, argument: string): string | undefined {
  const value = body.value(argument);
  return isSameForCallers(value, module) ? stringOf(value) : undefined;
}
