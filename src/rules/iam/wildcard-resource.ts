import { defineRule, type Severity } from "../rule.ts";
import {
  isUnlimited,
  listed,
  targetOf,
  type WideStatement,
  wideFinding,
  wideStatements,
} from "../shared/policies/wide-statements.ts";

export default defineRule({
  summary: "A policy allows actions on every resource that could be limited to some",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: [
      ...["CKV_AWS_355", "CKV_AWS_356", "CKV_AWS_290", "CKV_AWS_289", "CKV_AWS_288", "CKV_AWS_287"],
      ...["CKV_AWS_111", "CKV_AWS_109", "CKV_AWS_108", "CKV_AWS_107"],
    ],
    "cfn-lint": ["I3510"],
    cfn_nag: ["W11", "W12", "W13"],
  },
  source: "AWS Service Authorization Reference (2026-09)",
  why: `With Resource "*" the function can read and write every table, bucket or queue of the account, including those of other
teams and of production. It was written for one of them.`,
  ignoreWhen: "The function works on resources that are not known in advance, such as a clean-up job.",
  bad: `resource "aws_dynamodb_table" "orders" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem"], Resource = "*" }]
  })
}`,
  good: `resource "aws_dynamodb_table" "orders" {}

resource "aws_iam_policy" "worker" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem"], Resource = aws_dynamodb_table.orders.arn },
      { Effect = "Allow", Action = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource = "*" },
    ]
  })
}`,
  check(context) {
    const hasTopics = context.stack.resources("aws_sns_topic").length > 0;
    // a condition on a tag, an account or a service limits the statement as an ARN would
    return wideStatements(context, "everything")
      .filter(isUnlimited)
      .map((wide) => {
        const { patterns } = wide.breadth;
        return wideFinding(wide, context.stack, ownSeverity(wide, hasTopics), {
          may: `call ${listed(patterns)} on every resource of the account, but ${patterns.length === 1 ? "it" : "each"} can be limited to some`,
          help: helpFor(wide),
        });
      });
  },
});

/** Actions on all kinds of resources, such as `iam:*`, have to be listed before resources can be named. */
function helpFor({ narrowing }: WideStatement): string {
  const isOpen = narrowing.isScattered && narrowing.expressions.length === 0 && narrowing.services.length === 1;
  return isOpen
    ? `Name the actions that are called, each on what it works on, such as ${narrowing.forms[0]}`
    : `Limit the resource to ${targetOf(narrowing)}`;
}

/** Listing is less serious than reading and changing; and a text message is published to no topic. */
function ownSeverity({ breadth }: WideStatement, hasTopics: boolean): Severity {
  const isMessage = breadth.patterns.every(({ text }) => /^sns:publish$/i.test(text)) && !hasTopics;
  return isMessage || breadth.actions.every(({ level }) => level === "List") ? "info" : "warning";
}
