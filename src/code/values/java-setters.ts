import { innerExpressions } from "../inner-expressions.ts";
import type { ClassUnit, FunctionUnit, Located } from "../program/scope.ts";
import type { Expression } from "../syntax.ts";
import { isWithin } from "./instances.ts";
import type { KnownCalls } from "./known-calls.ts";

/**
 * Whether a field of a class in Java is set to what several calls of a method or a constructor give it, so that objects
 * may differ in it.
 */
export function isSetDifferently(unit: ClassUnit, { expression, scope }: Located, calls: KnownCalls): boolean {
  if (scope.file.file.language !== "java") return false;
  const setter = [...unit.methods.values()].find((method) => isWithin(scope, method.scope));
  return setter !== undefined && calls.of(setter).length > 1 && mentionsParameter(expression, setter);
}

function mentionsParameter(expression: Expression, setter: FunctionUnit): boolean {
  if (expression.kind === "name") return setter.node.parameters.some(({ name }) => name === expression.name);
  return innerExpressions(expression).some((inner) => mentionsParameter(inner, setter));
}
