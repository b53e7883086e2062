import { ignoredChanges, isCallersChoice, isLeftOut } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

export default defineRule({
  summary: "A log group keeps its logs forever",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_66"], kics: ["cloudwatch_without_retention_period_specified"], cfn_nag: ["W86"] },
  source: "Amazon CloudWatch Logs API reference, PutRetentionPolicy (2026-11)",
  why: `Without retention_in_days, CloudWatch keeps every line until someone deletes it. The bill grows every month, and what users
sent in their requests is kept longer than most privacy rules allow.`,
  ignoreWhen: "The logs have to be kept forever, or something in the account sets the retention of all groups.",
  bad: `resource "aws_cloudwatch_log_group" "orders" {
  name = "/aws/lambda/orders"
}`,
  good: `resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/lambda/orders"
  retention_in_days = 30
}`,
  check({ stack }) {
    return stack.resources("aws_cloudwatch_log_group").flatMap((group) => {
      const { body } = group;
      const isForEver = body.number("retention_in_days") === 0 && !isCallersChoice(group, "retention_in_days");
      if (!isForEver && !isLeftOut(group, "retention_in_days")) return [];
      // a delivery group keeps its logs for two days, whatever is set
      if (body.string("log_group_class") === "DELIVERY") return [];
      const ignored = ignoredChanges(group);
      if (ignored === "all" || ignored.has("retention_in_days")) return [];
      return [
        {
          at: body.place("retention_in_days"),
          resource: group.address,
          message: isForEver
            ? `${group} has a retention of 0 days, which keeps its logs forever`
            : `${group} sets no retention, so it keeps its logs forever`,
          suggestions: suggestValues(body, "retention_in_days", ["14", "30", "90", "365"]),
          help: "Set retention_in_days to how long the logs are needed, such as 30 or 90",
        },
      ];
    });
  },
});
