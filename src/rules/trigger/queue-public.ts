import { defineRule } from "../rule.ts";
import { FROM_TOPIC, queueWithPolicy } from "../shared/policies/example-code.ts";
import { publicStatements } from "../shared/policies/resource-policies.ts";

export default defineRule({
  summary: "Anyone may use a queue",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_168", "CKV_AWS_283", "CKV_AWS_387"],
    kics: ["sqs_queue_exposed", "sqs_policy_with_public_access"],
    cfn_nag: ["F21"],
  },
  source: "Amazon SQS developer guide, Custom policy language: Principal (2026-11)",
  why: `The policy lets every AWS account and everyone on the internet use the queue: they can put events into it that a function
then processes, or take messages out.`,
  bad: queueWithPolicy({ Principal: '"*"' }),
  good: queueWithPolicy({ Principal: '"*"', Condition: FROM_TOPIC }),
  check({ stack, asOf }) {
    return publicStatements(stack, ["aws_sqs_queue", "aws_sqs_queue_policy"], asOf).map(({ holder, at }) => ({
      at,
      resource: holder.address,
      message: `The policy of ${holder} lets anyone use the queue`,
      help: "Name the service or account as Principal, or restrict the statement with a condition on aws:SourceArn or aws:SourceAccount",
    }));
  },
});
