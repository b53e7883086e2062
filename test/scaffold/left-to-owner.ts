import type { Finding } from "../../src/report/index.ts";

/** What the starters are allowed and leave to their owner to call: each policy, and the one action of it. */
const leftToOwner: Readonly<Record<string, string>> = {
  "aws_iam_role_policy.secrets": "secretsmanager:GetSecretValue",
  "aws_iam_role_policy.own_secret": "secretsmanager:GetSecretValue",
  "aws_iam_role_policy.parameters": "ssm:GetParameter",
};

/** Whether a finding says that the code does not read the secret or the parameter yet that was asked for. */
export function isLeftToOwner({ rule, resource, message }: Pick<Finding, "rule" | "resource" | "message">): boolean {
  const action = leftToOwner[resource ?? ""];
  const said = `aws_iam_role.function allows ${action}, which the code of aws_lambda_function.this does not call`;
  return rule === "iam/code-unused-permission" && action !== undefined && message === said;
}
