import { isLeftOut } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A log group is encrypted with a key that AWS owns",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_158"],
    trivy: ["AWS-0017"],
    kics: ["cloudwatch_log_group_not_encrypted"],
    cfn_nag: ["W84"],
  },
  source: "Amazon CloudWatch Logs user guide, Encrypt log data using AWS KMS (2026-11)",
  why: `CloudWatch encrypts every group with its own key. Only with your own KMS key can you control who reads the logs
independently of the permissions for logs, see in CloudTrail who did, and make them unreadable for good.`,
  bad: `resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/lambda/orders"
  retention_in_days = 30
}`,
  good: `resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/lambda/orders"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.logs.arn
}`,
  check({ stack }) {
    return stack
      .resources("aws_cloudwatch_log_group")
      .filter((group) => isLeftOut(group, "kms_key_id"))
      .map((group) => ({
        at: group.body.place("kms_key_id"),
        resource: group.address,
        message: `${group} is not encrypted with a customer managed KMS key`,
        help: "Set kms_key_id to the ARN of a key whose policy lets logs.<region>.amazonaws.com use it",
      }));
  },
});
