import type { LambdaFunction } from "../../lambda/index.ts";
import { type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { removeArgument, setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { insideOfText } from "../shared/edits/references.ts";
import { removeResource } from "../shared/edits/removal.ts";

const example = (group: string) => `resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/lambda/${group}"
  retention_in_days = 30
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`;

export default defineRule({
  summary: "A log group that is meant for a function has a name that no function writes to",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Sending Lambda function logs to CloudWatch Logs (2026-11)",
  why: `A function writes to /aws/lambda/ and its own name, or to what logging_config says. A group with another name stays empty,
and Lambda creates a second one beside it, without retention: the setting in the configuration has no effect.`,
  bad: example("order"),
  good: example("orders"),
  check({ stack }) {
    const groups = stack.resources("aws_cloudwatch_log_group");
    return stack.functions.flatMap((fn) => [...misspelt(fn), ...superseded(fn, groups)]);
  },
});

function misspelt(fn: LambdaFunction): RuleFinding[] {
  const match = fn.logGroup;
  if (match.kind !== "none" || !match.near) return [];
  const { body, address } = match.near;
  const [name, wanted] = [body.string("name"), fn.name];
  const isKnown = name !== undefined && wanted !== undefined;
  const named = isKnown ? `"${name}"` : "after a function, but not /aws/lambda/ and its name";
  return [
    {
      at: body.place("name"),
      resource: address,
      message: `${address} is named ${named}, ${isKnown ? `but ${fn} writes to "/aws/lambda/${wanted}"` : `and ${fn} does not write to it`}`,
      help: `Set name = "/aws/lambda/\${${fn}.function_name}", or name the group in the function's logging_config`,
      related: [{ at: fn.place("function_name"), message: `The name of ${fn}` }],
      suggestions: renaming(match.near, fn),
    },
  ];
}

/**
 * Uses the name that Lambda writes to, with the expression of the function's name, since a reference to the function
 * may create a cycle.
 */
function renaming({ body, module }: Resource, fn: LambdaFunction): readonly Fix[] {
  const isBare = body.string("name") === fn.name;
  const name = isBare
    ? insideOfText(body, "name")
    : module === fn.resource.module
      ? insideOfText(fn.body, "function_name")
      : undefined;
  if (name === undefined) return [];
  const text = `"/aws/lambda/${name}"`;
  const edit = isBare ? { place: body.place("name"), newText: text } : setArgument(body, "name", text);
  return suggestionOf(`Name it after ${fn}, which replaces the group`, edit);
}

/** The group with a function's own name, if the function is configured to write to another one. */
function superseded(fn: LambdaFunction, groups: readonly Resource[]): RuleFinding[] {
  const match = fn.logGroup;
  const configured = fn.body.block("logging_config");
  if (match.kind !== "declared" || configured?.isSet("log_group") !== "yes" || fn.name === undefined) return [];
  const own = `/aws/lambda/${fn.name}`;
  return groups
    .filter((group) => group !== match.resource && stringOf(group.body.value("name")) === own)
    .map((group) => ({
      at: group.body.place("name"),
      resource: group.address,
      message: `${group} stays empty, as logging_config sends the logs of ${fn} to ${match.resource}`,
      help: "Remove this group, or remove log_group from logging_config",
      suggestions: [
        ...suggestionOf("Remove this group", removeResource(group)),
        ...suggestionOf("Write to this group", removeArgument(configured, "log_group")),
      ],
      related: [{ at: configured.place("log_group"), message: `Where ${fn} writes to` }],
    }));
}
