import { defineRule } from "../rule.ts";
import { policyWith } from "../shared/policies/example-policy.ts";
import { granteeOf } from "../shared/policies/statement-severity.ts";
import { narrowingFix, wideStatements } from "../shared/policies/wide-statements.ts";

const example = (statement: string) => `resource "aws_cloudwatch_log_group" "worker" {}

${policyWith(statement)}`;

export default defineRule({
  summary: "A function may write to every log group",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Defining Lambda function permissions with an execution role (2026-11)",
  why: `A function needs its own log group only. With all of them it can write lines into the logs of others, audit trails among
them, and whoever finds such lines believes them.`,
  ignoreWhen: "The function's log group is made by Lambda itself, and the same policy serves many functions.",
  bad: example(
    '{ Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "arn:aws:logs:*:*:*" }',
  ),
  good: example(
    '{ Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "${aws_cloudwatch_log_group.worker.arn}:*" }',
  ),
  check(context) {
    return wideStatements(context, "logs").flatMap((wide) => {
      const { breadth, narrowing, isLimited, site } = wide;
      // to make a group is not to write into one, and the console itself allows that on all of the account's
      const isWriting = breadth.actions.some(({ name }) => name !== "CreateLogGroup");
      if (isLimited !== "no" || (!isWriting && breadth.text.startsWith("arn:"))) return [];
      const [own, ...more] = narrowing.expressions;
      const functions = site.roles.flatMap((role) => context.stack.functionsOf(role));
      const groups = new Set(functions.map(({ logGroup }) => logGroup.kind === "declared" && logGroup.resource));
      const isTheirs = groups.size === 1 && narrowing.resources.every((group) => groups.has(group));
      return [
        {
          at: breadth.element.place,
          resource: site.holder.address,
          message: `${granteeOf(wide)} may ${isWriting ? "write to every log group of the account" : "make log groups of any name"}`,
          help:
            own !== undefined && more.length === 0
              ? `Limit the resource to ${own}`
              : `Limit the resource to ${functions.length > 0 ? "the function's own group" : "the group that it writes to"}: its ARN, followed by ":*"`,
          fix: isTheirs ? narrowingFix(wide) : undefined,
        },
      ];
    });
  },
});
