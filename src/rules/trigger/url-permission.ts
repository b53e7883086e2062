import { grouped } from "../../grouped.ts";
import { isSameQualifier, type Permission } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { type Companion, companion } from "../shared/edits/companion.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { writtenAs } from "../shared/edits/references.ts";
import { mayBeFrom } from "../shared/schema/provider-from.ts";

const URL_ACTION = "lambda:InvokeFunctionUrl";

export default defineRule({
  summary: "A service may call a function's URL, but not the function",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Control access to Lambda function URLs (2026-11)",
  why: `Since October 2025 a call through a function URL needs lambda:InvokeFunctionUrl and lambda:InvokeFunction; older URLs had
time until November 2026. With only the first, every request is refused with status 403.`,
  bad: `resource "aws_lambda_permission" "url" {
  function_name          = "orders"
  action                 = "lambda:InvokeFunctionUrl"
  principal              = "cloudfront.amazonaws.com"
  source_arn             = "arn:aws:cloudfront::111122223333:distribution/E1A2B3C4"
  function_url_auth_type = "AWS_IAM"
}`,
  good: `resource "aws_lambda_permission" "url" {
  function_name          = "orders"
  action                 = "lambda:InvokeFunctionUrl"
  principal              = "cloudfront.amazonaws.com"
  source_arn             = "arn:aws:cloudfront::111122223333:distribution/E1A2B3C4"
  function_url_auth_type = "AWS_IAM"
}

resource "aws_lambda_permission" "function" {
  function_name            = "orders"
  action                   = "lambda:InvokeFunction"
  principal                = "cloudfront.amazonaws.com"
  source_arn               = "arn:aws:cloudfront::111122223333:distribution/E1A2B3C4"
  invoked_via_function_url = true
}`,
  check({ stack }) {
    const completing = grouped(stack.permissions.filter(mayInvokeFunction), ({ principal }) => [principal]);
    return stack.permissions.flatMap((permission) => {
      // principals of this account may have the other action in their own policies; a service has none
      if (permission.action !== URL_ACTION || !permission.isServicePrincipal) return [];
      // a URL without authorization is everyone's: it does not matter what a service may do
      if (permission.body.string("function_url_auth_type") === "NONE") return [];
      const others = [undefined, "*", permission.principal].flatMap((principal) => completing.get(principal) ?? []);
      if (others.some(({ qualifier }) => isSameQualifier(qualifier, permission.qualifier) !== false)) return [];
      return [
        {
          at: permission.place("action"),
          resource: permission.resource.address,
          message: `${permission} allows ${permission.principal} to call the URL, but nothing allows it to call the function, which is needed as well`,
          help: 'Add a second aws_lambda_permission with action = "lambda:InvokeFunction" and invoked_via_function_url = true, for the same principal and source',
          suggestions: suggestionOf("Allow it to call the function as well", completed(permission)?.edit),
        },
      ];
    });
  },
});

/** Whether a permission may be the one for the function itself. */
function mayInvokeFunction({ action, mayInvoke }: Permission): boolean {
  return action !== URL_ACTION && mayInvoke;
}

const COPIED = ["function_name", "qualifier", "principal", "source_arn", "source_account", "principal_org_id"];

/** The first major version of the AWS provider whose schema has invoked_via_function_url. */
const FIRST_WITH_CONDITION = [6];

function completed({ resource, body }: Permission): Companion | undefined {
  if (!mayBeFrom(resource.module, FIRST_WITH_CONDITION)) return undefined;
  const copied = COPIED.filter((name) => body.isWritten(name)).map((name) => `${name} = ${writtenAs(body, name)}`);
  const lines = [...copied, 'action = "lambda:InvokeFunction"', "invoked_via_function_url = true"];
  return companion(resource, resource.type, lines.join("\n"), `${resource.name}_function`);
}
