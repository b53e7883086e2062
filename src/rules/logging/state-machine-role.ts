import { matchesWildcard } from "../../aws/wildcard.ts";
import type { Role } from "../../iam/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const DELIVERY =
  "logs:CreateLogDelivery, GetLogDelivery, UpdateLogDelivery, DeleteLogDelivery, ListLogDeliveries, PutResourcePolicy, DescribeResourcePolicies and DescribeLogGroups";

const example = (policy: string) => `resource "aws_iam_role" "orders" {
  name = "orders"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "states.amazonaws.com" } }]
  })
}

resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/vendedlogs/states/orders"
  retention_in_days = 30
}

resource "aws_sfn_state_machine" "orders" {
  name       = "orders"
  role_arn   = aws_iam_role.orders.arn
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })

  logging_configuration {
    level           = "ERROR"
    log_destination = "\${aws_cloudwatch_log_group.orders.arn}:*"
  }
}${policy}`;

export default defineRule({
  summary: "A state machine is told to write a log, but its role does not allow it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Step Functions developer guide, Logging in CloudWatch Logs: IAM policies; aws/aws-cdk issue 26432; aws-samples/serverless-patterns issue 102 (2026-11)",
  why: `Step Functions sets up log delivery with the state machine's role when the state machine is created, and refuses it if the
role does not allow that: "The state machine IAM Role is not authorized to access the Log Destination". The permissions with which
a function writes its log are not enough.`,
  bad: example(""),
  good: example(`

resource "aws_iam_role_policy" "logs" {
  role = aws_iam_role.orders.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["logs:*LogDelivery", "logs:ListLogDeliveries", "logs:*ResourcePolic*", "logs:DescribeLogGroups"]
      Resource = "*"
    }]
  })
}`),
  check({ stack }) {
    return stack.resources("aws_sfn_state_machine").flatMap((machine): RuleFinding[] => {
      const role = stack.roleNamed(machine.body.value("role_arn"));
      if (!role?.isComplete || mayDeliver(role)) return [];
      return machine.body
        .blocks("logging_configuration")
        .filter((block) => /^(?:ALL|ERROR|FATAL)$/.test(block.string("level") ?? ""))
        .map((block) => ({
          at: block.place("log_destination"),
          resource: machine.address,
          message: `${role} does not allow logs:CreateLogDelivery, which ${machine} needs for its log, so the apply fails`,
          help: `Allow ${DELIVERY} on "*" in a policy of ${role}`,
          related: [{ at: machine.body.place("role_arn"), message: "the role" }],
        }));
    });
  },
});

/** Whether a statement may allow it, on any resource: iam/resource-mismatch reports unsuitable ones. */
function mayDeliver({ statements }: Role): boolean {
  return statements.some(
    ({ effect, actions, isNegatedAction, isComplete }) =>
      effect === "Allow" &&
      (isNegatedAction ||
        !isComplete ||
        actions.some((pattern) => matchesWildcard(pattern.toLowerCase(), "logs:createlogdelivery"))),
  );
}
