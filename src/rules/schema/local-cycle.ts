import { distinctDirectories, type Module, type Place, placeOf, referencesInForce } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { findCycles } from "../shared/declarations/cycles.ts";

export default defineRule({
  summary: "A local value refers to itself",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Local Values; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform evaluates a local value after those that it refers to. If locals refer to each other, none can be the first, and
Terraform stops with "Cycle" or "Self-referencing local value".`,
  bad: `locals {
  name   = "\${local.prefix}-orders"
  prefix = trimsuffix(local.name, "-orders")
}`,
  good: `locals {
  name   = "\${local.prefix}-orders"
  prefix = "shop"
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      cyclesOf(module).map((cycle) => finding(cycle, module)),
    );
  },
});

function finding(names: readonly string[], { declared }: Module): RuleFinding {
  const [first = "", ...others] = names;
  const placeOfLocal = (name: string): Place[] => {
    const local = declared.locals.get(name);
    return local ? [placeOf(local.node.nameSpan, local.file)] : [];
  };
  const [at] = placeOfLocal(first) as [Place];
  return {
    at,
    message:
      others.length === 0
        ? `local.${first} refers to itself`
        : `local.${first} refers to itself, by way of ${others.map((name) => `local.${name}`).join(", ")}`,
    help: "Remove one of the references",
    related: others.flatMap(placeOfLocal).map((place) => ({ at: place, message: "is part of the cycle" })),
  };
}

/** The cycles of locals, each once. */
function cyclesOf(module: Module): readonly (readonly string[])[] {
  const edges = edgesOf(module);
  return findCycles(edges.keys(), (name) => [...(edges.get(name) ?? [])]);
}

function edgesOf({ directory, declared }: Module): ReadonlyMap<string, ReadonlySet<string>> {
  const edges = new Map<string, Set<string>>();
  for (const { root, path, blocks, argument } of referencesInForce(directory)) {
    const [name] = path;
    if (root !== "local" || name === undefined || !declared.locals.has(name)) continue;
    if (blocks.length !== 1 || blocks[0]?.type !== "locals" || !declared.locals.has(argument)) continue;
    const known = edges.get(argument) ?? new Set();
    known.add(name);
    edges.set(argument, known);
  }
  return edges;
}
