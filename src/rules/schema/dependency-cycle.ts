import type { Stack } from "../../lambda/index.ts";
import { oncePer } from "../../once-per.ts";
import { type Resource, sureDependencies } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const example = (name: string) => `resource "aws_cloudwatch_log_group" "orders" {
  name              = ${name}
  retention_in_days = 30
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  filename      = "orders.zip"
  depends_on    = [aws_cloudwatch_log_group.orders]
}`;

export default defineRule({
  summary: "Resources wait for each other",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform CLI, terraform graph: cycles (2026-11)",
  why: `Terraform makes a resource after those that it names. Where two name each other, none can be the first, and Terraform stops
before it plans anything ("Error: Cycle"). It is usual with a log group that is named after the function which waits for it.`,
  bad: example('"/aws/lambda/${aws_lambda_function.orders.function_name}"'),
  good: example('"/aws/lambda/orders"'),
  check({ stack }) {
    const cycles = cyclesOf(stack);
    return cycles.map((cycle) => {
      const [first, ...others] = cycle as [Resource, ...Resource[]];
      const names = others.map(({ type, name }) => `${type}.${name}`);
      return {
        at: first.body.place(),
        resource: first.address,
        message: `${first.type}.${first.name} waits for itself, by way of ${names.join(", ")}`,
        help: "Take one of the references out: write the name itself, or put it in a local that both use",
        related: others.map(({ body }) => ({ at: body.place(), message: "waits for it too" })),
      };
    });
  },
});

/** Longer ways are not followed to their end. */
const MAX_WAY = 100;

/** Ways that lead from a block back to itself, each once: Terraform orders blocks, not their instances. */
function cyclesOf(stack: Stack): readonly (readonly Resource[])[] {
  const done = new Set<string>();
  const found: (readonly Resource[])[] = [];
  const visit = (resource: Resource, way: readonly Resource[]): void => {
    const key = blockKey(resource);
    const start = way.findIndex((earlier) => blockKey(earlier) === key);
    if (start >= 0) {
      // a block that names itself may mean another of its instances in a module
      if (way.length - start > 1) found.push(way.slice(start));
      return;
    }
    if (done.has(key) || way.length >= MAX_WAY) return;
    for (const next of firstOfBlocks(sureDependencies(resource))) visit(next, [...way, resource]);
    done.add(key);
  };
  for (const module of stack.modules) for (const resource of firstOfBlocks(module.resources)) visit(resource, []);
  return found;
}

function firstOfBlocks(resources: Iterable<Resource>): readonly Resource[] {
  return [...new Map([...resources].map((resource) => [blockKey(resource), resource])).values()];
}

const blockKey = oncePer(({ module, mode, type, name }: Resource) => `${module.address} ${mode} ${type}.${name}`);
