import { hasConditionOn, plainCondition, policyDocument } from "../../iam/index.ts";
import type { Presence, Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const KINDS: readonly (readonly [type: string, policy: string, argument: string])[] = [
  ["aws_sqs_queue", "aws_sqs_queue_policy", "queue_url"],
  ["aws_sns_topic", "aws_sns_topic_policy", "arn"],
];

const example = (effect: string) => `resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_sqs_queue_policy" "orders" {
  queue_url = aws_sqs_queue.orders.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "${effect}"
      Principal = { AWS = "*" }
      Action    = "sqs:*"
      Resource  = aws_sqs_queue.orders.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}`;

export default defineRule({
  summary: "The policy of a queue or topic does not refuse requests without TLS",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: { "cdk-nag": ["SQS4", "SNS3"] },
  source: "Amazon SQS developer guide, Security best practices: Enforce encryption of data in transit (2026-11)",
  why: "SQS and SNS still answer plain HTTP. A policy that denies it keeps messages from crossing a network in clear.",
  ignoreWhen: "An organization's policy refuses requests without TLS for all accounts.",
  bad: example("Allow"),
  good: example("Deny"),
  check({ stack }) {
    return KINDS.flatMap(([type, policy, argument]) => {
      const mayBeAnyones = stack
        .resources(policy)
        .some(({ body }) => body.value(argument).kind === "unknown" && !body.value(argument).via);
      return stack.resources(type).flatMap((resource) => {
        const refused = refusesPlain([resource, ...stack.referring(policy, argument, resource)]);
        if (refused !== "no" || mayBeAnyones) return [];
        return [
          {
            at: resource.body.place("policy"),
            resource: resource.address,
            message: `Requests without TLS to ${resource} are not refused`,
            help: 'Deny all actions to everyone with Condition = { Bool = { "aws:SecureTransport" = "false" } } in its policy',
          },
        ];
      });
    });
  },
});

/** Whether one of the policies that some resources hold refuses requests without TLS. */
function refusesPlain(holders: readonly Resource[]): Presence {
  const values = holders.map(({ body }) => body.value("policy")).filter(({ kind }) => kind !== "null");
  const documents = values.map(policyDocument);
  const statements = documents.flatMap((document) => document?.statements ?? []);
  const denies = statements.some(
    ({ effect, conditions }) =>
      effect === "Deny" && hasConditionOn(conditions.map(plainCondition), "aws:SecureTransport"),
  );
  if (denies) return "yes";
  return documents.some((document) => !document?.isComplete) ? "unknown" : "no";
}
