import { defineRule } from "../rule.ts";
import { policyWith } from "../shared/policies/example-policy.ts";
import { isUnlimited, listed, targetOf, wideFinding, wideStatements } from "../shared/policies/wide-statements.ts";

const example = (statement: string) => `resource "aws_sqs_queue" "out" {}

${policyWith(statement)}`;

export default defineRule({
  summary: "An ARN in a policy covers every resource of its kind",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Service Authorization Reference (2026-09)",
  why: `Such an ARN looks limited and is not: it covers all queues, topics or functions of the account, no matter whom they belong to.`,
  ignoreWhen: "The function works on resources that are not known in advance, such as a clean-up job.",
  bad: example('{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "arn:aws:sqs:*:*:*" }'),
  good: example('{ Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.out.arn }'),
  check(context) {
    return wideStatements(context, "whole-kind")
      .filter(isUnlimited)
      .map((wide) => {
        const { breadth, narrowing } = wide;
        const severity = breadth.actions.every(({ level }) => level === "List") ? "info" : "warning";
        return wideFinding(wide, context.stack, severity, {
          may: `call ${listed(breadth.patterns)} on every resource of the account that the ARN can name`,
          help: `Limit the resource to ${targetOf(narrowing)}`,
        });
      });
  },
});
