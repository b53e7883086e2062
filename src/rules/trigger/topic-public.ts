import { defineRule } from "../rule.ts";
import { publicStatements } from "../shared/policies/resource-policies.ts";

const example = (condition: string) => `resource "aws_sns_topic" "orders" {
  name = "orders"
}

resource "aws_sns_topic_policy" "orders" {
  arn = aws_sns_topic.orders.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.orders.arn
${condition}    }]
  })
}`;

export default defineRule({
  summary: "Anyone may use a topic",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_169", "CKV_AWS_283"], kics: ["sns_topic_is_publicly_accessible"], cfn_nag: ["F18"] },
  source: "Amazon SNS developer guide, Identity and access management (2026-11)",
  why: `The policy lets every AWS account and everyone on the internet use the topic: they can publish events that functions then
process, or subscribe to what is published.`,
  bad: example(""),
  good: example(`      Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } }
`),
  check({ stack, asOf }) {
    return publicStatements(stack, ["aws_sns_topic", "aws_sns_topic_policy"], asOf).map(({ holder, at }) => ({
      at,
      resource: holder.address,
      message: `The policy of ${holder} lets anyone use the topic`,
      help: "Name the service or account as Principal, or restrict the statement with a condition on aws:SourceArn or aws:SourceAccount",
    }));
  },
});
