import { defineRule } from "../rule.ts";
import { publicStatements } from "../shared/policies/resource-policies.ts";

const example = (condition: string) => `resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_sqs_queue_policy" "orders" {
  queue_url = aws_sqs_queue.orders.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.orders.arn
${condition}    }]
  })
}`;

export default defineRule({
  summary: "Anyone may use a queue",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_168", "CKV_AWS_387"],
    kics: ["sqs_queue_exposed", "sqs_policy_with_public_access"],
    cfn_nag: ["F21"],
  },
  source: "Amazon SQS developer guide, Custom policy language: Principal (2026-11)",
  why: `The policy lets every AWS account and everyone on the internet use the queue: they can put events into it that a function then
works on, or take messages out.`,
  bad: example(""),
  good: example(`      Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:eu-west-1:111122223333:orders" } }
`),
  check({ stack, asOf }) {
    return publicStatements(stack, ["aws_sqs_queue", "aws_sqs_queue_policy"], asOf).map(({ holder, at }) => ({
      at,
      resource: holder.address,
      message: `The policy of ${holder} lets anyone use the queue`,
      help: "Name the service or account as Principal, or restrict the statement with a condition on aws:SourceArn or aws:SourceAccount",
    }));
  },
});
