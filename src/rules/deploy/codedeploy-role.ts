import { grantsOf, type Role } from "../../iam/index.ts";
import { lambdaDeployments } from "../../lambda/index.ts";
import { defineRule, type RuleContext, type RuleFinding } from "../rule.ts";
import { attach } from "../shared/edits/policies/allow.ts";

const PRINCIPAL = "codedeploy.amazonaws.com";
const ACTION = "lambda:UpdateAlias";

const example = (policy: string) => `resource "aws_iam_role" "codedeploy" {
  name = "codedeploy"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "codedeploy.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "codedeploy" {
  role       = aws_iam_role.codedeploy.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/${policy}"
}

resource "aws_codedeploy_deployment_group" "orders" {
  app_name               = "orders"
  deployment_group_name  = "orders"
  deployment_config_name = "CodeDeployDefault.LambdaAllAtOnce"
  service_role_arn       = aws_iam_role.codedeploy.arn
}`;

export default defineRule({
  summary: "The role that CodeDeploy is given does not let it deploy",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS CodeDeploy user guide, Create a service role for CodeDeploy (2026-11)",
  why: `CodeDeploy assumes the role that the deployment group names, and moves the alias with it. A role for servers
(AWSCodeDeployRole) or one that only another service may assume fails at the first deployment.`,
  bad: example("AWSCodeDeployRole"),
  good: example("AWSCodeDeployRoleForLambdaLimited"),
  check(context) {
    const { stack } = context;
    return lambdaDeployments(stack).flatMap(({ address, body }) => {
      const role = stack.roleNamed(body.value("service_role_arn"));
      const fault = role && faultOf(role, context);
      if (!fault) return [];
      return [
        {
          at: body.place("service_role_arn"),
          resource: address,
          message: `${address} gives CodeDeploy ${role}, ${fault.message}`,
          help: fault.help,
          related: [{ at: role.resource.body.place(), message: "the role" }],
          suggestions: fault.suggestions,
        },
      ];
    });
  },
});

function faultOf(
  role: Role,
  { stack, asOf }: RuleContext,
): Pick<RuleFinding, "message" | "help" | "suggestions"> | undefined {
  if (role.refuses(PRINCIPAL)) {
    return {
      message: "which it may not assume",
      help: `Name ${PRINCIPAL} as service in the role's assume_role_policy`,
    };
  }
  const pattern = "arn:${Partition}:lambda:${Region}:${Account}:function:${Function}";
  if (!stack.knowsAllPoliciesOf(role) || grantsOf(role, ACTION, pattern, asOf).length > 0) return undefined;
  const attached = attach(role, "arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited", stack);
  return {
    message: `which does not allow ${ACTION}`,
    help: "Attach arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited, or allow what that policy allows for this alias",
    suggestions: attached && [attached],
  };
}
