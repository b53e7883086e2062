import type { Expression } from "./syntax.ts";

/** The direct subexpressions of an expression, without the bodies of functions. */
export function innerExpressions(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "text":
    case "name":
    case "function":
      return [];
    case "class":
      return expression.class.bases;
    case "template":
      return expression.parts.filter((part) => typeof part !== "string");
    case "member":
      return [expression.object];
    case "index":
      return [expression.object, expression.key];
    case "call":
      return [expression.callee, ...expression.arguments.map(({ value }) => value)];
    case "object":
      return [
        ...expression.entries.flatMap(({ computedKey, value }) => (computedKey ? [computedKey, value] : [value])),
        ...expression.spreads,
      ];
    case "list":
      return expression.elements;
    case "either":
      return [...expression.tested, ...expression.options];
    case "assignment":
      return [expression.value];
    case "result":
      // the call stands in the first of its results
      return expression.index === 0 ? [expression.call] : [];
    case "other":
      return expression.inner;
  }
}
