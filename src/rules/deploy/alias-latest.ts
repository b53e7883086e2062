import type { Stack } from "../../lambda/index.ts";
import { isAlways, isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { referenceTo } from "../shared/edits/references.ts";

export default defineRule({
  summary: "An alias points at $LATEST, so it changes with every deployment",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Create an alias for a Lambda function (2026-11)",
  why: `An alias exists to stay on one version while the next one is tried out, and to be able to return to it. On $LATEST it moves
with each deployment, allows neither weights nor provisioned concurrency, and leaves nothing to return to.`,
  ignoreWhen: "The alias is meant to follow the newest code, as in development.",
  bad: `resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = "orders"
  function_version = "$LATEST"
}`,
  good: `resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = "orders"
  function_version = aws_lambda_function.orders.version
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
  publish       = true
}`,
  check({ stack }) {
    return stack.resources("aws_lambda_alias").flatMap((alias) => {
      const { address, body } = alias;
      if (
        body.string("function_version") !== "$LATEST" ||
        isCallersChoice(alias, "function_version") ||
        // deploy/weights-sum speaks of weights on $LATEST
        body.hasBlock("routing_config") === "yes" ||
        /dev|latest|test|unstable|edge/i.test(body.string("name") ?? "")
      )
        return [];
      return [
        {
          at: body.place("function_version"),
          resource: address,
          message: `${address} points at $LATEST, the code that changes with every deployment`,
          help: "Publish versions (publish = true on the function), and set function_version to the function's version",
          suggestions: withVersion(alias, stack),
        },
      ];
    });
  },
});

function withVersion(alias: Resource, stack: Stack): readonly Fix[] {
  const [fn, ...others] = stack.functionsNamed(alias.body.value("function_name"));
  const name = fn && others.length === 0 ? referenceTo(fn.resource, alias) : undefined;
  if (!fn || name === undefined) return [];
  const version = setArgument(alias.body, "function_version", `${name}.version`);
  return isAlways(fn.resource, "publish", true)
    ? suggestionOf("Point at the version that is published", version)
    : suggestionOf("Publish versions, and point at the newest", version, setArgument(fn.body, "publish", "true"));
}
