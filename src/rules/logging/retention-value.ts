import { LOG_RETENTION_DAYS } from "../../aws/limits.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

export default defineRule({
  summary: "A log group's retention is a number of days that CloudWatch does not offer",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon CloudWatch Logs API reference, PutRetentionPolicy (2026-11)",
  why: "CloudWatch Logs offers a fixed list of retention periods. With any other number the plan fails.",
  bad: `resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/lambda/orders"
  retention_in_days = 45
}`,
  good: `resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/lambda/orders"
  retention_in_days = 60
}`,
  check({ stack }) {
    return stack.resources("aws_cloudwatch_log_group").flatMap((group) => {
      const days = group.body.number("retention_in_days");
      if (days === undefined || LOG_RETENTION_DAYS.includes(days)) return [];
      const below = LOG_RETENTION_DAYS.findLast((offered) => offered > 0 && offered < days);
      const above = LOG_RETENTION_DAYS.find((offered) => offered > days);
      return [
        {
          at: group.body.place("retention_in_days"),
          resource: group.address,
          message: `${group} keeps its logs for ${days} days, which is not a period that CloudWatch Logs offers`,
          suggestions: suggestValues(
            group.body,
            "retention_in_days",
            [above, below].flatMap((offered) => (offered === undefined ? [] : [`${offered}`])),
          ),
          help: `Set retention_in_days to ${[below, above].filter((offered) => offered !== undefined).join(" or ")}`,
        },
      ];
    });
  },
});
