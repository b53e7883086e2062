import { grouped } from "../../../grouped.ts";
import type { Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { describeType, fits, type Module, type TypeConstraint, type Value } from "../../../terraform/index.ts";
import { variableName } from "../declarations/written-syntax.ts";
import type { Demand } from "./type-demand.ts";
import { type Step, usesOfVariables, type VariableUse } from "./variable-uses.ts";

/** Longer types are better written by hand. */
const MAX_LENGTH = 100;

/**
 * The type that a variable seems to have, in Terraform's syntax: what the places that read it require, its default and
 * the values from callers. Undefined if these do not tell, or disagree.
 */
export function inferredType(stack: Stack, module: Module, name: string): string | undefined {
  const uses = usesOfVariables(stack, module).get(name) ?? [];
  const isIterated = uses.some((use) => use.isIterated && use.steps.length === 0);
  const asked = typeAsked(uses);
  const values = valuesOf(stack, module, name);
  const written = common(values.map(typeOf));
  const type = [chosen(asked, written), ...(isPrimitive(asked?.type) && isPrimitive(written) ? [written] : [])].find(
    (one) =>
      one && !isOpen(one) && !(isIterated && isPrimitive(one)) && values.every((value) => fits(value, one) !== "no"),
  );
  const text = type && describeType(type.kind === "list" && repeatedOver(module).has(name) ? asSet(type) : type);
  return text !== undefined && text.length <= MAX_LENGTH ? text : undefined;
}

/** The variables used directly as a block's `for_each`, which accepts no list. */
const repeatedOver = oncePer(({ declared: { resources, moduleCalls } }: Module) => {
  const blocks = [...resources.values(), ...moduleCalls.values()];
  return new Set(
    blocks.flatMap(({ attributes }) => {
      const forEach = attributes.get("for_each")?.node.expression;
      return (forEach && variableName(forEach)) ?? [];
    }),
  );
});

function asSet({ of }: Extract<TypeConstraint, { kind: "list" }>): TypeConstraint {
  return { kind: "set", of };
}

/** The default of a variable, and its values in calls of its module and in files of values. */
function valuesOf(stack: Stack, { directory, declared }: Module, name: string): readonly Value[] {
  const block = declared.variables.get(name);
  return stack.modules
    .filter((one) => one.directory === directory)
    .flatMap((one) =>
      block
        ? [one.blockValue(block).value("default"), one.variable(name, one.blockValue(block).place())]
        : (one.call?.block.value(name) ?? []),
    )
    .filter(({ kind }) => kind !== "null" && kind !== "unknown");
}

function chosen(asked: Demand | undefined, written: TypeConstraint | undefined): TypeConstraint | undefined {
  if (!asked || !written) return asked?.type ?? written;
  if (asked.strength === "exact") return asked.type;
  // a number or bool is written as such for a reason, and converts to a text where one is required
  if (asked.strength === "text" || written.kind === "number" || written.kind === "bool") return written;
  return isOpen(asked.type) ? written : asked.type;
}

/** What all places that read a variable together require of it. */
function typeAsked(uses: readonly VariableUse[]): Demand | undefined {
  const [whole, inside] = [
    uses.filter(({ steps }) => steps.length === 0),
    uses.filter(({ steps }) => steps.length > 0),
  ];
  const demands = whole.flatMap(({ demand }) => demand ?? []);
  if (inside.length === 0) return strongest(demands);
  // it cannot be a text and have something in it
  if (demands.some(({ type }) => isPrimitive(type))) return undefined;
  const type = typeOfParts(inside);
  if (type?.kind === "object") {
    // passed on as a whole, it may have more members than those that are read here
    return demands.length < whole.length || demands.length > 0 ? undefined : { type, strength: "given" };
  }
  return strongest([...demands, ...(type ? [{ type, strength: "given" } as const] : [])]);
}

function typeOfParts(uses: readonly VariableUse[]): TypeConstraint | undefined {
  const byStep = grouped(uses, ({ steps: [first] }) => [keyOf(first)]);
  const types = new Map<string, TypeConstraint | undefined>();
  for (const [key, group] of byStep)
    types.set(key, typeAsked(group.map(({ steps, demand }) => ({ steps: steps.slice(1), demand })))?.type);
  const kinds = new Set(uses.map(({ steps: [first] }) => first?.kind));
  if (kinds.size > 1) return undefined;
  const [kind] = kinds;
  if (kind !== "member") {
    const [of = ANY] = types.values();
    return { kind: kind === "element" ? "list" : "map", of };
  }
  const attributes = [...types].flatMap(([name, type]) =>
    type ? [[name, { type, isOptional: false, defaultValue: undefined }] as const] : [],
  );
  return attributes.length === types.size ? { kind: "object", attributes: new Map(attributes) } : undefined;
}

function keyOf(step: Step | undefined): string {
  return step?.kind === "member" ? step.name : "";
}

const ANY: TypeConstraint = { kind: "any" };
const STRENGTHS: readonly Demand["strength"][] = ["exact", "given", "text"];

function strongest(demands: readonly Demand[]): Demand | undefined {
  for (const strength of STRENGTHS) {
    const types = demands.filter((demand) => demand.strength === strength).map(({ type }) => asList(type));
    if (types.length === 0) continue;
    const type = common(types) ?? common(types.filter(({ kind }) => kind !== "string"));
    return type && { type, strength };
  }
  return undefined;
}

/** A set is written as a list, and indexes require lists. */
function asList(type: TypeConstraint): TypeConstraint {
  return type.kind === "set" ? { kind: "list", of: type.of } : type;
}

/** The common type of all; unknown parts of one are filled in from another. */
function common(types: readonly (TypeConstraint | undefined)[]): TypeConstraint | undefined {
  const known = types.filter((type) => type !== undefined);
  if (known.length < types.length) return undefined;
  const closed = known.filter((type) => !isOpen(type));
  const texts = new Set((closed.length > 0 ? closed : known).map(describeType));
  const kinds = new Set(known.map(({ kind }) => kind));
  return texts.size === 1 && kinds.size === 1 ? (closed[0] ?? known[0]) : undefined;
}

function isOpen(type: TypeConstraint): boolean {
  return /\bany\b/.test(describeType(type));
}

function isPrimitive(type: TypeConstraint | undefined): boolean {
  return type?.kind === "string" || type?.kind === "number" || type?.kind === "bool";
}

function typeOf(value: Value): TypeConstraint | undefined {
  switch (value.kind) {
    case "known":
      return {
        kind: typeof value.value === "boolean" ? "bool" : typeof value.value === "number" ? "number" : "string",
      };
    case "template":
    case "json":
      return { kind: "string" };
    case "list":
      return { kind: "list", of: (value.elements.length > 0 && common(value.elements.map(typeOf))) || ANY };
    case "object": {
      const types = [...value.entries.values()].map(typeOf);
      return { kind: "map", of: (types.length > 0 && common(types)) || ANY };
    }
    default:
      return undefined;
  }
}
