import { defineRule } from "../rule.ts";
import { granteeOf, severityAt } from "../statement-severity.ts";
import { listed, targetOf, wideStatements } from "../wide-statements.ts";

const example = (statement: string) => `resource "aws_sqs_queue" "out" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [${statement}]
  })
}`;

export default defineRule({
  summary: "A statement mixes actions that need every resource with some that do not",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Service Authorization Reference (2026-09)",
  why: `Some actions can be granted on "*" only. In one statement with them, actions that could be limited to one queue or table
are granted on all of the account, and nobody sees it, as the star has to be there.`,
  bad: example('{ Effect = "Allow", Action = ["xray:PutTraceSegments", "sqs:SendMessage"], Resource = "*" }'),
  good: example(`
      { Effect = "Allow", Action = "xray:PutTraceSegments", Resource = "*" },
      { Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.out.arn },
    `),
  check(context) {
    return wideStatements(context, "mixed").flatMap((wide) => {
      const { breadth, narrowing, isLimited, site } = wide;
      if (isLimited !== "no") return [];
      return [
        {
          at: breadth.element.place,
          severity: severityAt("warning", wide, context.stack),
          resource: site.holder.address,
          message: `${granteeOf(wide)} may call ${listed(breadth.patterns)} on every resource, in one statement with ${listed(breadth.needingStar)}, which needs "*"`,
          help: `Keep "*" for ${listed(breadth.needingStar)}, and move ${listed(breadth.patterns)} to a statement of its own on ${targetOf(narrowing)}`,
        },
      ];
    });
  },
});
