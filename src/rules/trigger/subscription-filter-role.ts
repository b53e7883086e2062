import { arnText } from "../../iam/index.ts";
import { isLeftOut } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

/** Targets to which CloudWatch Logs writes with a role; functions need a permission, and destinations a policy. */
const BY_ROLE: ReadonlyMap<string, string> = new Map([
  ["kinesis", "a stream"],
  ["firehose", "a delivery stream"],
]);

const example = (role: string) => `resource "aws_cloudwatch_log_subscription_filter" "archive" {
  name            = "archive"
  log_group_name  = "/aws/lambda/orders"
  filter_pattern  = ""
  destination_arn = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/archive"${role}
}`;

export default defineRule({
  summary: "A subscription filter writes to a stream but has no role for it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon CloudWatch Logs API reference, PutSubscriptionFilter: roleArn (2026-11)",
  why: "CloudWatch Logs writes to streams with a role that it is given. Without one the filter is refused at apply.",
  bad: example(""),
  good: example(`
  role_arn        = "arn:aws:iam::111122223333:role/logs-to-archive"`),
  check({ stack }) {
    return stack.resources("aws_cloudwatch_log_subscription_filter").flatMap((filter) => {
      const { address, body } = filter;
      const [, service = ""] = /^arn:[^:]*:([a-z]+):/.exec(arnText(body.value("destination_arn"))) ?? [];
      const kind = BY_ROLE.get(service);
      if (!kind || !isLeftOut(filter, "role_arn")) return [];
      return [
        {
          at: body.place("destination_arn"),
          resource: address,
          message: `${address} sends to ${kind}, but has no role to do so`,
          help: "Set role_arn to a role that logs.amazonaws.com may assume and that may write there",
        },
      ];
    });
  },
});
