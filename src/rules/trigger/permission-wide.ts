import { isOfAnySource } from "../../iam/index.ts";
import type { Permission } from "../../lambda/index.ts";
import { isLeftOut, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { accountOf } from "../shared/edits/account.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "The source of a permission matches any AWS account",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "IAM user guide, The confused deputy problem (2026-11)",
  why: `A source_arn with a wildcard in place of the account is as good as none: whoever creates such a resource in their own
account can have the service call this function.`,
  bad: `resource "aws_lambda_permission" "api" {
  function_name = "orders"
  action        = "lambda:InvokeFunction"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:aws:execute-api:*:*:*"
}`,
  good: `resource "aws_lambda_permission" "api" {
  function_name = "orders"
  action        = "lambda:InvokeFunction"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/*/POST/orders"
}`,
  check({ stack }) {
    return stack.permissions.flatMap((permission) => {
      const guards = ["source_account", "principal_org_id"];
      if (!isAnyAccount(permission.sourceArn) || guards.some((guard) => !isLeftOut(permission.resource, guard)))
        return [];
      return [
        {
          at: permission.place("source_arn"),
          resource: permission.resource.address,
          message: `The source_arn of ${permission} matches resources of every AWS account`,
          help: "Name the account and the resource in source_arn, or add source_account",
          suggestions: inOwnAccount(permission),
        },
      ];
    });
  },
});

/** Whether an ARN is of no particular account: `*`, or `arn:aws:execute-api:*:*:*`. */
function isAnyAccount(arn: Value): boolean {
  const parts = arn.kind === "template" ? arn.parts : [stringOf(arn) ?? ""];
  // an unknown part stands for one segment, such as a partition or a region
  const text = parts.map((part) => (typeof part === "string" ? part : "_")).join("");
  return isOfAnySource(text);
}

function inOwnAccount({ resource, body }: Permission): readonly Fix[] {
  const { id, edits } = accountOf(resource);
  return suggestionOf("Require your own account", setArgument(body, "source_account", id), ...edits);
}
