import { ANYTHING, grantsOf, type Role } from "../../iam/index.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { attach } from "../shared/edits/policies/allow.ts";

const ROLE = "capacity_provider_operator_role_arn";
const POLICY = "AWSLambdaManagedEC2ResourceOperator";
/** What Lambda does with the role to start instances and to join them to the network. */
const NEEDED = ["ec2:RunInstances", "ec2:CreateTags", "ec2:AttachNetworkInterface", "ec2:CreateNetworkInterface"];

const example = (policy: string) => `resource "aws_iam_role" "operator" {
  name = "operator"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "operator" {
  role       = aws_iam_role.operator.name
  policy_arn = "arn:aws:iam::aws:policy/${policy}"
}

resource "aws_lambda_capacity_provider" "orders" {
  name = "orders"

  permissions_config {
    capacity_provider_operator_role_arn = aws_iam_role.operator.arn
  }

  vpc_config {
    subnet_ids         = ["subnet-0123456789abcdef0"]
    security_group_ids = ["sg-0123456789abcdef0"]
  }
}`;

export default defineRule({
  summary: "The operator role of a capacity provider does not let Lambda start instances",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Lambda operator role for Lambda Managed Instances (2026-11)",
  why: `Lambda runs the functions of a capacity provider on EC2 instances in your account, and starts these with the operator
role. A role for functions lacks that, so no instance starts and no function of the provider runs.`,
  bad: example("service-role/AWSLambdaVPCAccessExecutionRole"),
  good: example(POLICY),
  check(context) {
    const { stack } = context;
    return stack.resources("aws_lambda_capacity_provider").flatMap((provider) =>
      provider.body.blocks("permissions_config").flatMap((config) => {
        const role = config.isCertain ? stack.roleNamed(config.value(ROLE)) : undefined;
        const missing = role ? missingActions(role, context) : [];
        if (!role || missing.length === 0) return [];
        const attached = attach(role, `arn:aws:iam::aws:policy/${POLICY}`, stack);
        return [
          {
            at: config.place(ROLE),
            resource: provider.address,
            message: `${provider} starts instances with ${role}, which does not allow ${missing.join(", ")}`,
            help: `Attach arn:aws:iam::aws:policy/${POLICY} to the role`,
            related: [{ at: role.resource.body.place(), message: "the role" }],
            suggestions: attached ? [attached] : [],
          },
        ];
      }),
    );
  },
});

function missingActions(role: Role, { stack, asOf }: RuleContext): readonly string[] {
  // iam/role-not-assumable reports a role that is not for Lambda at all
  if (!stack.knowsAllPoliciesOf(role) || role.refuses("lambda.amazonaws.com")) return [];
  return NEEDED.filter((action) => grantsOf(role, action, ANYTHING, asOf).length === 0);
}
