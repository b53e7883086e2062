import { defineRule } from "../rule.ts";
import { policyWith } from "../shared/policies/example-policy.ts";
import { isUnlimited, listed, targetOf, wideFinding, wideStatements } from "../shared/policies/wide-statements.ts";

const example = (statement: string) => `resource "aws_sqs_queue" "out" {}

${policyWith(statement)}`;

export default defineRule({
  summary: 'A statement mixes actions that can only be granted on "*" with others',
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Service Authorization Reference (2026-09)",
  why: `Some actions can only be granted on "*". In the same statement, actions that could be limited to one queue or table are
granted on all of them, and nobody notices because the star has to be there.`,
  bad: example('{ Effect = "Allow", Action = ["xray:PutTraceSegments", "sqs:SendMessage"], Resource = "*" }'),
  good: example(`
      { Effect = "Allow", Action = "xray:PutTraceSegments", Resource = "*" },
      { Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.out.arn },
    `),
  check(context) {
    return wideStatements(context, "mixed")
      .filter(isUnlimited)
      .map((wide) => {
        const called = listed(wide.breadth.patterns);
        const needingStar = listed(wide.breadth.needingStar);
        const need = wide.breadth.needingStar.length === 1 ? "needs" : "need";
        return wideFinding(wide, context.stack, "warning", {
          may: `call ${called} on every resource; ${needingStar} in the same statement ${need} "*"`,
          help: `Keep "*" for ${needingStar}, and move ${called} to a separate statement on ${targetOf(wide.narrowing)}`,
        });
      });
  },
});
