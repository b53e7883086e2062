import type { Stack } from "../../lambda/index.ts";
import { type Declaration, DeclarationGraph } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { findCycles } from "../shared/declarations/cycles.ts";

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
  summary: "Resources depend on each other in a cycle",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform CLI, terraform graph: cycles (2026-11)",
  why: `Terraform creates a resource after those that it refers to. If two refer to each other, neither can be the first, and
Terraform stops before it plans anything ("Error: Cycle"). It often happens with a log group that is named after the function that
depends on it.`,
  bad: example('"/aws/lambda/${aws_lambda_function.orders.function_name}"'),
  good: example('"/aws/lambda/orders"'),
  check({ stack }) {
    const reported = new Set<Declaration>();
    return cyclesOf(stack).flatMap((cycle) => {
      // of cycles that share a part, one is enough: once it is resolved, the others show
      if (cycle.some((part) => reported.has(part))) return [];
      for (const part of cycle) reported.add(part);
      return [finding(cycle)];
    });
  },
});

type Cycle = readonly [Declaration, ...Declaration[]];

function cyclesOf(stack: Stack): readonly Cycle[] {
  const graph = new DeclarationGraph(stack.root);
  return findCycles(graph.declarations(), (declaration) => graph.waitsFor(declaration)).filter(
    (cycle) => !isOfLocals(cycle) && !isOwn(cycle),
  );
}

/** schema/local-cycle reports these. */
function isOfLocals(cycle: Cycle): boolean {
  return cycle.every(({ kind, module }) => kind === "local" && module === cycle[0].module);
}

/**
 * A block that refers to itself may mean another of its instances in a module; schema/invalid-reference reports other
 * self-references.
 */
function isOwn({ length }: Cycle): boolean {
  return length === 1;
}

/** If a cycle goes through resources, only these are listed. */
function finding(cycle: Cycle): RuleFinding {
  const resources = cycle.filter(({ kind }) => kind === "resource");
  const [first, ...others] = fromOutside(resources.length > 1 ? resources : cycle);
  const own = first.module.address;
  const names = [...new Set(others.map((other) => spoken(other, own)))];
  return {
    at: first.place,
    ...(first.kind === "resource" && { resource: first.name }),
    message: `${spoken(first, own)} depends on itself, by way of ${names.join(", ")}`,
    help: "Remove one of the references: write the name itself, or move it to a local that both use",
    related: others.map(({ place }) => ({ at: place, message: "is part of the cycle" })),
  };
}

/** Starts in the module that calls the others, where they are connected. */
function fromOutside(cycle: readonly Declaration[]): Cycle {
  const depths = cycle.map(({ module, kind }) => module.trace.length - (kind === "resource" ? 0.5 : 0));
  const at = depths.indexOf(Math.min(...depths));
  return [...cycle.slice(at), ...cycle.slice(0, at)] as unknown as Cycle;
}

/**
 * The name in the module in which the cycle is reported, if it is declared there; otherwise its address from the root.
 */
function spoken({ module, kind, name }: Declaration, own: string): string {
  const within = module.address === own || module.address === "" ? "" : `${module.address}.`;
  switch (kind) {
    case "local":
      return `${within}local.${name}`;
    // its value is in the call
    case "variable":
      return `${module.address === "" ? "" : `${module.address}.`}var.${name}`;
    case "opening":
    case "closing":
      return module.address;
    default:
      return kind === "output" && module.address !== "" ? `${module.address}.${name}` : `${within}${name}`;
  }
}
