import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const PATTERN = "filter_pattern";

const example = (group: string) => `resource "aws_lambda_function" "shipper" {
  function_name = "shipper"
  role          = "arn:aws:iam::111122223333:role/shipper"
  runtime       = "python3.14"
  handler       = "shipper.handler"
  filename      = "shipper.zip"
}

resource "aws_cloudwatch_log_group" "shipper" {
  name              = "/aws/lambda/shipper"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/lambda/orders"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_subscription_filter" "shipper" {
  name            = "shipper"
  log_group_name  = aws_cloudwatch_log_group.${group}.name
  filter_pattern  = ""
  destination_arn = aws_lambda_function.shipper.arn
}`;

export default defineRule({
  summary: "A function is called with every line of its own log",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon CloudWatch Logs user guide, Subscription filters with AWS Lambda: infinite loops (2026-11)",
  why: `Lambda writes lines at the start and the end of each call, and each of them calls the function again. The loop runs as fast
as the account allows, at your cost, until somebody removes the subscription.`,
  bad: example("shipper"),
  good: example("orders"),
  check({ stack }) {
    return stack.resources("aws_cloudwatch_log_subscription_filter").flatMap((filter) => {
      const { body } = filter;
      if (body.string(PATTERN)?.trim() !== "" || isCallersChoice(filter, PATTERN)) return [];
      const [fn, ...more] = stack.functionsNamed(body.value("destination_arn"));
      if (!fn || more.length > 0) return [];
      const group = stack.resourceNamed(body.value("log_group_name"), ["aws_cloudwatch_log_group"]);
      const name = body.string("log_group_name");
      const own = fn.logGroup;
      const isOwn =
        group && own.kind === "declared"
          ? own.resource === group
          : !group && own.kind === "none" && fn.name !== undefined && name === `/aws/lambda/${fn.name}`;
      if (!isOwn) return [];
      return [
        {
          at: body.place("log_group_name"),
          resource: filter.address,
          message: `${filter} calls ${fn} with every line of its own log, each of which writes more`,
          help: "Exclude the function's own log group, or subscribe with a filter_pattern that its own lines do not match",
        },
      ];
    });
  },
});
