import { followsUnpublished, type LambdaFunction, lambdaDeployments, type Stack } from "../../lambda/index.ts";
import type { Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { snapStartOf } from "../shared/resources/snap-start.ts";

const example = (publishing: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"${publishing}
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.orders.function_name
  function_version = aws_lambda_function.orders.version
}`;

export default defineRule({
  summary: "An alias refers to the version of a function that publishes none",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, aws_lambda_function: publish, version",
  why: `Without publish the attribute version is $LATEST. The alias follows every change at once: weights and provisioned
concurrency are refused, and there is nothing to roll back to.`,
  bad: example(""),
  good: example(`
  publish       = true`),
  check({ stack }) {
    return stack.functions.flatMap((fn) =>
      fn.aliases.flatMap((alias) => {
        if (followsUnpublished(alias, fn) !== "yes" || isForSnapStart(fn)) return [];
        const edit = setArgument(fn.body, "publish", "true");
        return [
          {
            at: alias.body.place("function_version"),
            resource: alias.address,
            severity: isRefused(alias, fn, stack) ? undefined : "warning",
            message: `${alias} refers to the version of ${fn}, which publishes none, so it is $LATEST`,
            help: `Set publish = true on ${fn}`,
            related: [{ at: fn.place("publish"), message: "publishes no version" }],
            fix: edit && { title: "Set publish = true", edits: [edit] },
          },
        ];
      }),
    );
  },
});

/** function/snapstart-unpublished reports these. */
function isForSnapStart(fn: LambdaFunction): boolean {
  return snapStartOf(fn) !== undefined && fn.isPublished === "no";
}

/**
 * Whether the alias is used for something that AWS refuses for an alias of $LATEST: provisioned concurrency, weights,
 * deployments.
 */
function isRefused(alias: Resource, fn: LambdaFunction, stack: Stack): boolean {
  return (
    fn.provisioned.length > 0 || alias.body.hasBlock("routing_config") !== "no" || lambdaDeployments(stack).length > 0
  );
}
