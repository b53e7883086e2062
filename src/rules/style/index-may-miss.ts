import { attributesWithin, type Block, type Expression, innerExpressions, visitExpressions } from "../../hcl/index.ts";
import { distinctDirectories, type MergedBlock, type Module, type Place, placeOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A key is read from a map that may lack it",
  severity: "info",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Expressions: indices and attributes (2026-11)",
  why: `A variable of type map accepts any keys. Whoever passes one without the key that the module reads gets "Invalid index" from
a line that they did not write. An object type says which keys are needed, and optional() gives them defaults.`,
  bad: `variable "environment_variables" {
  type = map(string)
}

output "stage" {
  value = var.environment_variables["STAGE"]
}`,
  good: `variable "environment_variables" {
  type = map(string)
}

output "stage" {
  value = lookup(var.environment_variables, "STAGE", "dev")
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      [...missable(module)].map(({ variable, key, at }) => ({
        at,
        message: `The map var.${variable} may lack the key ${key}, and then Terraform stops`,
        help: `Write lookup(var.${variable}, "${key}", …), or give the variable the type object({ ${key} = … })`,
      })),
    );
  },
});

interface Miss {
  readonly variable: string;
  readonly key: string;
  readonly at: Place;
}

function* missable(module: Module): Generator<Miss> {
  const maps = new Set([...module.declared.variables].filter(([, block]) => isOpenMap(block)).map(([name]) => name));
  if (maps.size === 0) return;
  for (const { source, parsed } of module.directory.files) {
    for (const { attribute, blocks } of attributesWithin(parsed.body)) {
      if (blocks.some(({ type }) => type === "validation" || type === "precondition")) continue;
      for (const found of picks(attribute.expression)) {
        if (maps.has(found.variable) && !isAskedFirst(found.variable, blocks, module))
          yield { ...found, at: placeOf(found.expression, source) };
      }
    }
  }
}

/** A map with arbitrary keys, and without validation of these. */
function isOpenMap({ attributes, blocks }: MergedBlock): boolean {
  const type = attributes.get("type")?.node.expression;
  return type?.kind === "call" && type.name === "map" && !blocks.some(({ node }) => node.type === "validation");
}

/** Whether count or for_each of a surrounding block uses the map, and so most likely tests its keys. */
function isAskedFirst(variable: string, blocks: readonly Block[], module: Module): boolean {
  return blocks.some(({ body }) =>
    body.items.some(
      (item) =>
        item.kind === "attribute" &&
        (item.name === "count" || item.name === "for_each") &&
        mentions(item.expression, variable, module, new Set()),
    ),
  );
}

function mentions(start: Expression, variable: string, module: Module, seenLocals: Set<string>): boolean {
  let isFound = false;
  visitExpressions(start, (inner) => {
    if (inner.kind !== "attribute-access" || inner.object.kind !== "variable") return;
    if (inner.object.name === "var") isFound ||= inner.name === variable;
    if (inner.object.name !== "local" || seenLocals.has(inner.name)) return;
    seenLocals.add(inner.name);
    const local = module.declared.locals.get(inner.name);
    isFound ||= local !== undefined && mentions(local.node.expression, variable, module, seenLocals);
  });
  return isFound;
}

/** Reads of a literal key in an expression, except where a missing key is handled. */
function* picks(start: Expression): Generator<{ variable: string; key: string; expression: Expression }> {
  const pending = [start];
  for (let next = pending.pop(); next; next = pending.pop()) {
    // try and can catch the error, and a condition most likely tests for the key first
    if (next.kind === "conditional" || (next.kind === "call" && ["try", "can"].includes(next.name))) continue;
    const found = pick(next);
    if (found) yield { ...found, expression: next };
    pending.push(...innerExpressions(next));
  }
}

function pick(expression: Expression): { variable: string; key: string } | undefined {
  if (expression.kind !== "index" && expression.kind !== "attribute-access") return undefined;
  const { object } = expression;
  if (object.kind !== "attribute-access" || object.object.kind !== "variable" || object.object.name !== "var")
    return undefined;
  if (expression.kind === "attribute-access") return { variable: object.name, key: expression.name };
  const [part, ...more] = expression.key.kind === "template" ? expression.key.parts : [];
  return part?.kind === "text" && more.length === 0 ? { variable: object.name, key: part.value } : undefined;
}
