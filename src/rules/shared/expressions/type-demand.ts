import type { Attribute, Block, Expression, FunctionCall } from "../../../hcl/index.ts";
import { functionSignature, type TypeConstraint } from "../../../terraform/index.ts";

/**
 * What a place that reads a variable requires of its type. A comparison requires exactly this type, as it converts
 * nothing; an argument requires what converts to it; a text accepts every primitive.
 */
export interface Demand {
  readonly type: TypeConstraint;
  readonly strength: "exact" | "given" | "text";
}

const ANY: TypeConstraint = { kind: "any" };
/** A text accepts every primitive. */
export const TEXT: Demand = { type: { kind: "string" }, strength: "text" };

/** What an argument of a type requires. */
export function given(type: TypeConstraint | undefined): Demand | undefined {
  return type && type.kind !== "any" ? { type, strength: "given" } : undefined;
}

/** What Terraform itself requires of its arguments, and the AWS provider of its settings. */
export function demandOfLanguage({ name, expression }: Attribute, blocks: readonly Block[]): Demand | undefined {
  const outer = blocks[0];
  const inner = blocks.at(-1);
  if (name === "count" && outer === inner) return given({ kind: "number" });
  if (name === "for_each" && expression.kind === "call" && expression.name === "toset")
    return given({ kind: "set", of: { kind: "string" } });
  if (name === "condition" || name === "prevent_destroy") return given({ kind: "bool" });
  if (outer?.type === "provider" && PROVIDER_TEXTS.has(name)) return given({ kind: "string" });
  return undefined;
}

const PROVIDER_TEXTS: ReadonlySet<string> = new Set([
  "region",
  "profile",
  "access_key",
  "secret_key",
  "token",
  "role_arn",
  "session_name",
  "external_id",
]);

/** What is required of an element of a list or map. */
export function partOf({ type, strength }: Demand): Demand | undefined {
  const isCollection = type.kind === "list" || type.kind === "set" || type.kind === "map";
  return isCollection && type.of.kind !== "any" ? { type: type.of, strength } : undefined;
}

/** The type of a literal; undefined for other expressions. */
export function literalType(expression: Expression): TypeConstraint | undefined {
  if (expression.kind === "template") return { kind: "string" };
  if (expression.kind !== "literal" || expression.value === null) return undefined;
  return { kind: typeof expression.value === "number" ? "number" : "bool" };
}

/** What an operator requires of an operand beside another one. */
export function demandOfOperand(operator: string, other: Expression): Demand | undefined {
  if (operator === "&&" || operator === "||") return given({ kind: "bool" });
  if (operator !== "==" && operator !== "!=") return given({ kind: "number" });
  const type = literalType(other);
  return type && { type, strength: "exact" };
}

/** Functions that return one of their arguments, or a value of the same type. */
const PASSING: ReadonlySet<string> = new Set([
  "coalesce",
  "coalescelist",
  "concat",
  "distinct",
  "merge",
  "nonsensitive",
  "reverse",
  "sensitive",
  "try",
]);

/** What a call requires of one of its arguments. */
export function demandOfCall(call: FunctionCall, i: number, demand: Demand | undefined): Demand | undefined {
  const { name, args } = call;
  if (PASSING.has(name)) return demand;
  const one = demand?.type ?? ANY;
  switch (name) {
    case "element":
    case "one":
      return i === 0 ? given({ kind: "list", of: one }) : given({ kind: "number" });
    case "lookup":
      if (i === 1) return given({ kind: "string" });
      return i === 0 ? given({ kind: "map", of: demand?.type ?? literalType(args[2] ?? call) ?? ANY }) : demand;
    case "toset":
    case "tolist":
      return demand && (one.kind === "set" || one.kind === "list") ? given({ kind: "list", of: one.of }) : undefined;
    case "contains": {
      const [list, value] = args;
      if (i === 0) return value && given({ kind: "list", of: literalType(value) ?? ANY });
      const type = list?.kind === "tuple" && list.elements[0] ? literalType(list.elements[0]) : undefined;
      return type && { type, strength: "exact" };
    }
    case "format":
      return i === 0 ? given({ kind: "string" }) : TEXT;
    // nothing is required of what is converted
    case "tostring":
    case "tonumber":
    case "tobool":
      return undefined;
    default: {
      const signature = functionSignature(name);
      const parameter = signature?.parameters[i] ?? signature?.rest;
      return call.expandLast && i === args.length - 1 ? undefined : given(parameter?.type);
    }
  }
}
