import { type Attribute, type Expression, visitExpressions } from "../../hcl/index.ts";
import { oncePer } from "../../once-per.ts";
import type { Declared } from "../files/declarations.ts";
import type { Value } from "../values/value.ts";
import { evaluate } from "./evaluate.ts";
import type { Declarations, Scope } from "./scope.ts";

/**
 * The value of an argument, evaluated once for all instances of its block if it does not depend on names that differ
 * between them.
 */
export function evaluateArgument(argument: Declared<Attribute>, scope: Scope): Value {
  const { node, file } = argument;
  if (!scope.bindings || mentionsBound(node.expression, scope)) return evaluate(node.expression, scope, file);
  const shared = sharedValues(scope.declarations);
  const value = shared.get(node) ?? evaluate(node.expression, scope, file);
  shared.set(node, value);
  return value;
}

const sharedValues = oncePer((_declarations: Declarations) => new WeakMap<Attribute, Value>());

function mentionsBound(expression: Expression, scope: Scope): boolean {
  const names = namesIn(expression);
  for (let at = scope.bindings; at; at = at.outer) if (names.has(at.name)) return true;
  return false;
}

const namesIn = oncePer((expression: Expression): ReadonlySet<string> => {
  const names = new Set<string>();
  visitExpressions(expression, (inner) => {
    if (inner.kind === "variable") names.add(inner.name);
  });
  return names;
});
