import { arnText } from "../../iam/index.ts";
import { isCallersChoice, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { fixOf } from "../shared/edits/fixes.ts";

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
  summary: "A subscription filter has no role where it needs one, or one where none is accepted",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon CloudWatch Logs API reference, PutSubscriptionFilter: roleArn (2026-11); for functions, the API's answer as cdk-preflight has it (2026-09)",
  why: `CloudWatch Logs writes to streams with a role that it is given, and calls functions by their permission. Without the one, or
with a role for the other, the filter is refused at apply.`,
  bad: example(""),
  good: example(`
  role_arn        = "arn:aws:iam::111122223333:role/logs-to-archive"`),
  check({ stack }) {
    return stack.resources("aws_cloudwatch_log_subscription_filter").flatMap((filter) => {
      const { address, body } = filter;
      const [, service = ""] = /^arn:[^:]*:([a-z]+):/.exec(arnText(body.value("destination_arn"))) ?? [];
      if (service === "lambda") return needlessRole(filter);
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

function needlessRole(filter: Resource): RuleFinding[] {
  const { address, body } = filter;
  // the provider does not send an empty one
  const isGiven = body.isSet("role_arn") === "yes" && body.string("role_arn") !== "";
  if (!isGiven || ["role_arn", "destination_arn"].some((name) => isCallersChoice(filter, name))) return [];
  return [
    {
      at: body.namePlace("role_arn"),
      resource: address,
      message: `${address} sends to a function, for which CloudWatch Logs accepts no role`,
      help: "Remove role_arn; an aws_lambda_permission for logs.amazonaws.com lets it call the function",
      fix: fixOf("Remove role_arn", removeArgument(body, "role_arn")),
    },
  ];
}
