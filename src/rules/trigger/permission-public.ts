import { triggerSourceOfType } from "../../aws/principals.ts";
import type { Permission } from "../../lambda/index.ts";
import { allReferences } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

export default defineRule({
  summary: "Anyone with an AWS account may call a function",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_301"],
    kics: ["lambda_permission_principal_is_wildcard"],
    cfn_nag: ["F13"],
    "cdk-nag": ["LambdaFunctionPublicAccessProhibited"],
  },
  source: "AWS Lambda developer guide, Using resource-based policies for Lambda (2026-11)",
  why: `The principal "*" lets every AWS account call the function, with any event it likes, at your cost. The name of the function
is no secret: it is in logs, ARNs and error messages. If a source is given as well, only that source keeps everyone else out.`,
  bad: `resource "aws_lambda_permission" "partner" {
  function_name = "orders"
  action        = "lambda:InvokeFunction"
  principal     = "*"
}`,
  good: `resource "aws_lambda_permission" "partner" {
  function_name    = "orders"
  action           = "lambda:InvokeFunction"
  principal        = "*"
  principal_org_id = "o-a1b2c3d4e5"
}`,
  check({ stack }) {
    return stack.permissions.flatMap((permission) => {
      if (permission.principal !== "*") return [];
      // trigger/url-public reports a URL without authentication
      if (permission.body.string("function_url_auth_type") === "NONE") return [];
      if (permission.body.isSet("function_url_auth_type") === "unknown") return [];
      if (!permission.isUnrestricted) return isLeftToItsSource(permission) ? [leftToItsSource(permission)] : [];
      return [
        {
          at: permission.place("principal"),
          resource: permission.resource.address,
          message: `${permission} lets every AWS account call the function`,
          help: "Name the account, role or service that calls it as principal, or restrict it with source_arn, source_account or principal_org_id",
        },
      ];
    });
  },
});

/** Whether only the source tells who may call: an organization restricts everyone sufficiently. */
function isLeftToItsSource({ body }: Permission): boolean {
  const others = ["source_account", "principal_org_id", "event_source_token", "invoked_via_function_url"];
  return body.isSet("source_arn") === "yes" && others.every((argument) => body.isSet(argument) === "no");
}

function leftToItsSource(permission: Permission): RuleFinding {
  const [source, ...others] = allReferences(permission.sourceArn);
  const principal = source && others.length === 0 ? triggerSourceOfType(source.resource.type)?.principal : undefined;
  return {
    at: permission.place("principal"),
    resource: permission.resource.address,
    severity: "warning",
    message: `${permission} names everyone as principal, and only source_arn keeps others out`,
    help: 'Name the service that calls, such as "events.amazonaws.com", and keep source_arn',
    suggestions: principal === undefined ? [] : suggestValues(permission.body, "principal", [`"${principal}"`]),
    related: [{ at: permission.place("source_arn"), message: "The source that is named" }],
  };
}
