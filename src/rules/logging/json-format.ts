import { isAlways } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setInBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { mayBeFrom } from "../shared/schema/provider-from.ts";

/** The first major version of the AWS provider whose schema has logging_config. */
const FIRST_WITH_LOGGING_CONFIG = [5];

export default defineRule({
  summary: "A function logs plain text",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Configuring advanced logging controls (2026-11)",
  why: `Plain text lines can only be searched as text. As JSON they have a level, a request id and custom fields: CloudWatch Logs
Insights discovers fields by itself, metric filters can use them, and Lambda can leave out levels that nobody reads.`,
  ignoreWhen: "A logging library such as Powertools writes JSON already, or a subscriber expects text.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  logging_config {
    log_format = "JSON"
  }
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const [block] = fn.body.blocks("logging_config");
      const isText = block?.isCertain === true && isAlways(fn.resource, "log_format", "Text", block);
      if (fn.isAtEdge || (!isText && !fn.lacks("logging_config"))) return [];
      return [
        {
          at: block ? block.place("log_format") : fn.place("logging_config"),
          resource: fn.resource.address,
          message: `${fn} logs plain text, without levels or fields`,
          suggestions: mayBeFrom(fn.resource.module, FIRST_WITH_LOGGING_CONFIG)
            ? suggestionOf('Set log_format to "JSON"', setInBlock(fn.body, "logging_config", "log_format", '"JSON"'))
            : [],
          help: 'Set log_format = "JSON" in its logging_config',
        },
      ];
    });
  },
});
