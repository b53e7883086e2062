import type { Finding } from "../../src/report/index.ts";

/** Actions that a policy allows and that the starter code leaves to the owner to call, by the policy's name. */
const leftToOwner: Readonly<Record<string, RegExp>> = {
  "aws_iam_role_policy.secrets": /^secretsmanager:GetSecretValue$/,
  "aws_iam_role_policy.own_secret": /^secretsmanager:GetSecretValue$/,
  "aws_iam_role_policy.parameters": /^ssm:GetParameter$/,
  "aws_iam_role_policy.own_bucket": /^s3:[A-Za-z]+(, s3:[A-Za-z]+)*$/,
  "aws_iam_role_policy.own_table": /^dynamodb:[A-Za-z]+(, dynamodb:[A-Za-z]+)*$/,
};

const MESSAGE = /^aws_iam_role\.function allows (.*), which the code of aws_lambda_function\.this does not call$/;

/** Whether a finding says that the starter code does not use a requested secret, parameter, table or bucket yet. */
export function isLeftToOwner({ rule, resource, message }: Pick<Finding, "rule" | "resource" | "message">): boolean {
  const [, actions] = MESSAGE.exec(message) ?? [];
  return rule === "iam/code-unused-permission" && actions !== undefined && !!leftToOwner[resource ?? ""]?.test(actions);
}
