import { defineRule } from "../rule.ts";
import { faultyConditions } from "../shared/policies/condition-faults.ts";

const example = (condition: string) => `resource "aws_sqs_queue_policy" "orders" {
  queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sqs:SendMessage"
      Resource  = "arn:aws:sqs:eu-west-1:111122223333:orders"
      Principal = { Service = "s3.amazonaws.com" }
      Condition = ${condition}
    }]
  })
}`;

export default defineRule({
  summary: "A condition restricts less than it says",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS IAM user guide, Conditions with multiple context keys or values: ForAllValues (2026-11)",
  why: `ForAllValues is true where the request has no such key at all, StringNotEquals with a star is always true, and a lone star
admits everything. Such a condition is there to be read, not to protect.`,
  bad: example('{ "ForAllValues:StringEquals" = { "aws:SourceAccount" = "111122223333" } }'),
  good: example('{ StringEquals = { "aws:SourceAccount" = "111122223333" } }'),
  check(context) {
    return faultyConditions(context, "weak").map(({ at, fault, site, fix }) => ({
      at,
      resource: site.holder.address,
      message: fault.message,
      help: fault.help,
      fix,
    }));
  },
});
