import { invokedQualifier, type LambdaFunction, type Stack, type Trigger } from "../../lambda/index.ts";
import type { Resource } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { referenceTo } from "../shared/edits/references.ts";

/** Callers that run a function once, for a test or at deployment. */
const NO_TRAFFIC = new Set(["aws_lambda_permission", "aws_lambda_invocation", "aws_cloudfront_distribution"]);

const example = (target: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  publish       = true
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.orders.function_name
  function_version = "7"

  routing_config {
    additional_version_weights = { "8" = 0.1 }
  }
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:orders"
  function_name    = ${target}.arn
}`;

export default defineRule({
  summary: "A trigger bypasses the alias through which the function is deployed",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Create an alias for a Lambda function (2026-11)",
  why: `If an alias shifts traffic from version to version, or has the provisioned concurrency, a trigger that names the function
itself calls $LATEST: all its calls get new code at once, without the canary, the rollback and the warm environments.`,
  bad: example("aws_lambda_function.orders"),
  good: example("aws_lambda_alias.live"),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const alias = trafficAlias(fn, stack);
      if (!alias) return [];
      return fn.triggers.filter(isBypassing).map((trigger) => {
        const { connection, block, argument } = trigger;
        return {
          at: block.place(argument),
          resource: connection.address,
          message: `${connection} calls ${fn} directly, bypassing ${alias}, through which it is deployed`,
          help: helpFor(connection, argument, alias),
          suggestions: throughAlias(trigger, alias),
          related: [{ at: alias.body.place(), message: "the alias" }],
        };
      });
    });
  },
});

function helpFor({ type }: Resource, argument: string, alias: Resource): string {
  if (type === "aws_lambda_function_url") return `Set qualifier = ${alias}.name`;
  return `Name the alias: ${alias}.${argument.endsWith("uri") ? "invoke_arn" : "arn"}`;
}

function isBypassing(trigger: Trigger): boolean {
  return !NO_TRAFFIC.has(trigger.connection.type) && invokedQualifier(trigger).kind === "none";
}

/** The function's only alias, if it shifts traffic or has provisioned concurrency. */
function trafficAlias(fn: LambdaFunction, stack: Stack): Resource | undefined {
  const [alias, ...others] = fn.aliases;
  if (!alias || others.length > 0) return undefined;
  const isWeighted = alias.body.hasBlock("routing_config") === "yes";
  const isProvisioned = fn.provisioned.some(({ body }) => {
    const qualifier = body.value("qualifier");
    return stack.resourceNamed(qualifier, ["aws_lambda_alias"]) === alias;
  });
  return isWeighted || isProvisioned ? alias : undefined;
}

/** Only for what Lambda polls; any other caller also needs a permission on the alias. */
function throughAlias({ connection, block, argument, invocation }: Trigger, alias: Resource): readonly Fix[] {
  const reference = referenceTo(alias, connection);
  if (invocation !== "polled" || reference === undefined) return [];
  return suggestionOf(`Invoke ${alias}`, setArgument(block, argument, `${reference}.arn`));
}
