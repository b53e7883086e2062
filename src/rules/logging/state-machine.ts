import { defineRule } from "../rule.ts";
import { machinesWithoutLog } from "../shared/resources/workflow-log.ts";

export default defineRule({
  summary: "A standard state machine writes no log",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_285"], "cdk-nag": ["AwsSolutions-SF1"] },
  source: "AWS Step Functions developer guide, Logging using CloudWatch Logs (2026-11)",
  why: `The history of a standard workflow is deleted 90 days after the execution, and can only be viewed one execution at a time.
With a log, failures of all executions can be searched, counted and alarmed on, and are kept for as long as you choose.`,
  bad: `resource "aws_sfn_state_machine" "checkout" {
  name       = "checkout"
  role_arn   = aws_iam_role.checkout.arn
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })
}`,
  good: `resource "aws_sfn_state_machine" "checkout" {
  name       = "checkout"
  role_arn   = aws_iam_role.checkout.arn
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })

  logging_configuration {
    level           = "ERROR"
    log_destination = "\${aws_cloudwatch_log_group.checkout.arn}:*"
  }
}`,
  check({ stack }) {
    return machinesWithoutLog(stack, "STANDARD").map(({ machine, at }) => ({
      at,
      resource: machine.address,
      message: `${machine} writes no log of its executions`,
      help: 'Add logging_configuration with level = "ERROR" and the log_destination of a log group',
    }));
  },
});
