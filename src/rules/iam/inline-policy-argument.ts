import { defineRule } from "../rule.ts";

const role = (more: string) => `resource "aws_iam_role" "worker" {
  name = "worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
${more}}`;

const ARN = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

export default defineRule({
  summary: "A role's policies are written in arguments that the provider is about to drop",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { tflint: ["aws_iam_role_deprecated_policy_attributes"] },
  source: "AWS provider 6.66.0, aws_iam_role: inline_policy and managed_policy_arns are deprecated (2026-11)",
  why: `inline_policy and managed_policy_arns are deprecated. They also own all policies of the role: what another resource or stack
attaches is taken off at the next apply, and put back at the apply after it.`,
  bad: role(`\n  managed_policy_arns = ["${ARN}"]\n`),
  good: `${role("")}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.worker.name
  policy_arn = "${ARN}"
}`,
  check({ stack }) {
    return stack.resources("aws_iam_role").flatMap(({ address, body }) => {
      const arns = body.isWritten("managed_policy_arns") && body.isSet("managed_policy_arns") === "yes";
      // an empty block is how inline policies from elsewhere are kept off the role
      const inline = body.blocks("inline_policy").filter((block) => block.isWritten("policy"));
      return [
        ...(arns ? [findingAt("managed_policy_arns", body.namePlace("managed_policy_arns"), address)] : []),
        ...inline.slice(0, 1).map((block) => findingAt("inline_policy", block.place(), address)),
      ];
    });
  },
});

const INSTEAD = {
  inline_policy: "aws_iam_role_policy",
  managed_policy_arns: "aws_iam_role_policy_attachment",
} as const;

function findingAt<P>(argument: keyof typeof INSTEAD, at: P, address: string) {
  return {
    at,
    resource: address,
    message: `${argument} of ${address} is deprecated, and takes off the role what is attached to it elsewhere`,
    help: `Write it as ${INSTEAD[argument]}`,
  };
}
