import type { Stack } from "../../lambda/index.ts";
import { elementsOrSelf, isCallersChoice, type Place, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const example = (holder: string) => `resource "aws_iam_${holder}_policy" "deploy" {
  name = "deploy"
  ${holder.padEnd(4)} = "deployer"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "lambda:UpdateFunctionCode", Resource = "arn:aws:lambda:eu-west-1:111122223333:function:orders" }]
  })
}`;

export default defineRule({
  summary: "A policy is given to a user rather than to a role or a group",
  severity: "info",
  profile: "all",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_40"],
    trivy: ["AWS-0143"],
    kics: ["iam_policies_attached_to_user"],
    cfn_nag: ["F10", "F11"],
  },
  source: "AWS Security Hub user guide, IAM controls: IAM.2 (2026-11)",
  why: `A user has keys that work until somebody deletes them, and what each user may do has to be checked one by one. A role gives
people and pipelines credentials for an hour, and states in one place what they allow.`,
  ignoreWhen: "The client cannot assume a role, such as a program outside AWS without an identity provider.",
  bad: example("user"),
  good: example("role"),
  check({ stack }) {
    return attachments(stack).map(({ attachment, at }) => ({
      at,
      resource: attachment.address,
      message: `${attachment} gives its policy to a user`,
      help: "Give the policy to a role that the user assumes, or to a group",
    }));
  },
});

function attachments(stack: Stack): readonly { readonly attachment: Resource; readonly at: Place }[] {
  const own = ["aws_iam_user_policy", "aws_iam_user_policy_attachment"].flatMap((type) =>
    stack.resources(type).map((attachment) => ({ attachment, at: attachment.body.place("user") })),
  );
  const shared = stack
    .resources("aws_iam_policy_attachment")
    .filter((attachment) => namesUsers(attachment))
    .map((attachment) => ({ attachment, at: attachment.body.place("users") }));
  return [...own, ...shared];
}

function namesUsers(attachment: Resource): boolean {
  if (!attachment.body.isWritten("users") || isCallersChoice(attachment, "users")) return false;
  const users = attachment.body.value("users");
  return users.kind === "list" && elementsOrSelf(users).elements.some((user) => stringOf(user) !== "");
}
