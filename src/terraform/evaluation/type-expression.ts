import type { Expression, FunctionCall } from "../../hcl/index.ts";
import type { Value } from "../values/value.ts";
import type { AttributeType, TypeConstraint } from "./type-constraint.ts";

/** Deeper types are not read. */
const MAX_NESTING = 50;

/**
 * The type that a `type` argument declares; undefined if it is invalid. `evaluate` evaluates the default of an optional
 * attribute.
 */
export function parseTypeConstraint(
  expression: Expression,
  evaluate: (expression: Expression) => Value,
  level = 0,
): TypeConstraint | undefined {
  if (level > MAX_NESTING) return undefined;
  if (expression.kind === "parentheses") return parseTypeConstraint(expression.inner, evaluate, level + 1);
  if (expression.kind === "variable") return parseKeyword(expression.name);
  // Terraform 0.11 wrote "string" in quotes, which is still accepted
  if (expression.kind === "template") return parseQuoted(expression);
  return expression.kind === "call" ? parseCall(expression, evaluate, level) : undefined;
}

function parseKeyword(name: string): TypeConstraint | undefined {
  switch (name) {
    case "any":
    case "string":
    case "number":
    case "bool":
      return { kind: name };
    case "list":
    case "set":
    case "map":
      return { kind: name, of: { kind: "any" } };
    default:
      return undefined;
  }
}

function parseQuoted(expression: Extract<Expression, { kind: "template" }>): TypeConstraint | undefined {
  const [only, ...others] = expression.parts;
  if (only?.kind !== "text" || others.length > 0) return undefined;
  if (only.value === "string") return { kind: "string" };
  if (only.value !== "list" && only.value !== "map") return undefined;
  return { kind: only.value, of: { kind: "string" } };
}

function parseCall(
  call: FunctionCall,
  evaluate: (expression: Expression) => Value,
  level: number,
): TypeConstraint | undefined {
  const [argument, ...others] = call.args;
  if (!argument || others.length > 0) return undefined;
  switch (call.name) {
    case "list":
    case "set":
    case "map": {
      const of = parseTypeConstraint(argument, evaluate, level + 1);
      return of && { kind: call.name, of };
    }
    case "tuple": {
      if (argument.kind !== "tuple") return undefined;
      const elements = argument.elements.map((element) => parseTypeConstraint(element, evaluate, level + 1));
      return elements.every((element) => element !== undefined) ? { kind: "tuple", elements } : undefined;
    }
    case "object":
      return parseObject(argument, evaluate, level);
    default:
      return undefined;
  }
}

function parseObject(
  argument: Expression,
  evaluate: (expression: Expression) => Value,
  level: number,
): TypeConstraint | undefined {
  if (argument.kind !== "object") return undefined;
  const attributes = new Map<string, AttributeType>();
  for (const { name, value } of argument.items) {
    const attribute = parseAttribute(value, evaluate, level + 1);
    if (name === undefined || !attribute) return undefined;
    attributes.set(name, attribute);
  }
  return { kind: "object", attributes };
}

function parseAttribute(
  value: Expression,
  evaluate: (expression: Expression) => Value,
  level: number,
): AttributeType | undefined {
  const isOptional = value.kind === "call" && value.name === "optional";
  const [written, fallback] = isOptional ? value.args : [value];
  const type = written && parseTypeConstraint(written, evaluate, level);
  return type && { type, isOptional, defaultValue: fallback && evaluate(fallback) };
}
