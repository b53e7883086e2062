import { defineRule } from "../rule.ts";
import { machinesWithoutLog } from "../shared/resources/workflow-log.ts";

export default defineRule({
  summary: "An express state machine leaves no trace of its executions",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_285"], "cdk-nag": ["AwsSolutions-SF1"] },
  source: "AWS Step Functions developer guide, Logging using CloudWatch Logs (2026-11)",
  why: `Step Functions keeps a history of standard workflows, but not of express ones: what they did is only in their log. Without
it a failed execution leaves nothing to look at.`,
  bad: `resource "aws_sfn_state_machine" "checkout" {
  name       = "checkout"
  type       = "EXPRESS"
  role_arn   = aws_iam_role.checkout.arn
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })
}`,
  good: `resource "aws_sfn_state_machine" "checkout" {
  name       = "checkout"
  type       = "EXPRESS"
  role_arn   = aws_iam_role.checkout.arn
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })

  logging_configuration {
    level           = "ERROR"
    log_destination = "\${aws_cloudwatch_log_group.checkout.arn}:*"
  }
}`,
  check({ stack }) {
    return machinesWithoutLog(stack, "EXPRESS").map(({ machine, at }) => ({
      at,
      resource: machine.address,
      message: `${machine} is an express workflow without a log, so its executions leave no trace`,
      help: 'Add logging_configuration with level = "ERROR" or "ALL" and the log_destination of a log group',
    }));
  },
});
