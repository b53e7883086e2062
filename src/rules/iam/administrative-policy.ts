import { ADMINISTRATIVE_POLICIES } from "../../aws/managed-policy-risks.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A function's role has a managed policy that makes it an administrator",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_274", "CKV_AWS_275", "CKV2_AWS_56"], cfn_nag: ["W43", "W44"] },
  source: "AWS managed policy reference, policies of 2026-09",
  why: `The policy lets the function do everything, or give itself the right to. A bug in the handler or a poisoned dependency
then owns the account.`,
  bad: `resource "aws_iam_role" "worker" {
  name = "worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "worker" {
  role       = aws_iam_role.worker.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}`,
  good: `resource "aws_iam_role" "worker" {
  name = "worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::orders-in/*" },
    ]
  })
}`,
  check({ stack }) {
    return stack.roles.flatMap((role) => {
      const isFunctions = stack.isFunctionRole(role) === true;
      return role.policies.flatMap((policy) => {
        const name = policy.managed?.name;
        if (name === undefined || !ADMINISTRATIVE_POLICIES.has(name)) return [];
        return [
          {
            at: policy.place,
            // a role of a pipeline may have to administer; what a function runs as must not
            severity: isFunctions ? ("error" as const) : ("info" as const),
            resource: policy.source.address,
            message: `${name} makes ${role}${isFunctions ? ", which Lambda functions run as," : ""} an administrator or lets it become one`,
            help: "Replace it by an inline policy with the actions that the code calls, on the ARNs that it calls them on",
          },
        ];
      });
    });
  },
});
