import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const LEVELS = ["application_log_level", "system_log_level"];

const example = (format: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  logging_config {
    log_format            = "${format}"
    application_log_level = "WARN"
  }
}`;

export default defineRule({
  summary: "A log level is set for logs in plain text, which have none",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3696"] },
  source: "AWS Lambda developer guide, Configuring advanced logging controls: log-level filtering (2026-11)",
  why: "Lambda can filter by level only what is logged as JSON. With log_format Text it refuses the levels, and the apply fails.",
  bad: example("Text"),
  good: example("JSON"),
  check({ stack }) {
    return stack.functions.flatMap((fn) =>
      fn.body
        .blocks("logging_config")
        .filter((block) => block.string("log_format") === "Text" && !isCallersChoice(fn.resource, "log_format", block))
        .flatMap((block) =>
          LEVELS.filter((name) => block.isSet(name) === "yes" && !isCallersChoice(fn.resource, name, block)).map(
            (name) => ({
              at: block.place(name),
              resource: fn.resource.address,
              message: `${fn} sets ${name}, but Lambda accepts levels only with the log format JSON`,
              help: `Set log_format = "JSON", or remove ${name}`,
              suggestions: [
                ...suggestValues(block, "log_format", ['"JSON"']),
                ...suggestionOf(`Remove ${name}`, removeArgument(block, name)),
              ],
              related: [{ at: block.place("log_format"), message: "The format" }],
            }),
          ),
        ),
    );
  },
});
