import type { LambdaFunction, Stack } from "../../lambda/index.ts";
import { isAlways } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

/** Resources that are not available to a function with an environment per tenant. */
const REFUSED = [
  {
    type: "aws_lambda_function_url",
    what: "a URL",
    help: "Call it with the tenant's id through a REST API or the SDK",
  },
  { type: "aws_lambda_provisioned_concurrency_config", what: "provisioned concurrency", help: "Remove it" },
];

const example = (more: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::111122223333:role/orders"
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  tenancy_config {
    tenant_isolation_mode = "PER_TENANT"
  }
}
${more}`;

export default defineRule({
  summary: "A function with tenant isolation has a URL, provisioned concurrency or SnapStart",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Tenant isolation: considerations (2026-11)",
  why: `Lambda isolates the execution environments of tenants, so it needs to know the tenant of each call. URLs do not pass it,
and environments that are prepared before a call have none yet: Lambda refuses all three.`,
  bad: example(`
resource "aws_lambda_function_url" "orders" {
  function_name      = aws_lambda_function.orders.function_name
  authorization_type = "AWS_IAM"
}`),
  good: example(""),
  check({ stack }) {
    return stack.functions.filter(keepsTenantsApart).flatMap((fn) =>
      [...refusedResources(fn, stack), ...snapStarts(fn)].map((found) => ({
        ...found,
        related: [{ at: fn.place("tenancy_config"), message: "where tenants are isolated" }],
      })),
    );
  },
});

function keepsTenantsApart({ body, resource }: LambdaFunction): boolean {
  return body
    .blocks("tenancy_config")
    .some((block) => block.isCertain && isAlways(resource, "tenant_isolation_mode", "PER_TENANT", block));
}

function refusedResources(fn: LambdaFunction, stack: Stack): RuleFinding[] {
  return REFUSED.flatMap(({ type, what, help }) =>
    stack
      .resources(type)
      .filter(({ body }) => stack.functionsNamed(body.value("function_name")).includes(fn))
      .map(({ address, body }) => ({
        at: body.place("function_name"),
        resource: address,
        message: `${fn} isolates tenants, so it cannot have ${what}`,
        help,
      })),
  );
}

function snapStarts(fn: LambdaFunction): RuleFinding[] {
  return fn.body
    .blocks("snap_start")
    .filter((block) => block.string("apply_on") === "PublishedVersions")
    .map((block) => ({
      at: block.place("apply_on"),
      resource: fn.resource.address,
      message: `${fn} isolates tenants, so it cannot have SnapStart`,
      help: "Remove snap_start",
      suggestions: suggestionOf("Remove snap_start", removeBlock(block)),
    }));
}
