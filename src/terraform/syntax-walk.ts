import type { Attribute, Block, Body, Expression, TemplatePart } from "../hcl/index.ts";
import { oncePer } from "../once-per.ts";

/** The expressions directly inside an expression, in the order written. */
export function innerExpressions(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "variable":
      return [];
    case "template":
      return expression.parts.flatMap(partExpressions);
    case "tuple":
      return expression.elements;
    case "object":
      return expression.items.flatMap(({ key, value }) => [key, value]);
    case "attribute-access":
      return [expression.object];
    case "index":
      return [expression.object, expression.key];
    case "splat":
      return [expression.object, expression.each];
    case "call":
      return expression.args;
    case "for":
      return [expression.collection, expression.key, expression.value, expression.condition].filter(
        (inner) => inner !== undefined,
      );
    case "conditional":
      return [expression.condition, expression.then, expression.otherwise];
    case "binary":
      return [expression.left, expression.right];
    case "unary":
      return [expression.operand];
    case "parentheses":
      return [expression.inner];
  }
}

function partExpressions(part: TemplatePart): readonly Expression[] {
  switch (part.kind) {
    case "text":
      return [];
    case "interpolation":
      return [part.expression];
    case "if":
      return [part.condition, ...[...part.then, ...part.otherwise].flatMap(partExpressions)];
    case "for-directive":
      return [part.collection, ...part.body.flatMap(partExpressions)];
  }
}

/** Shows an expression and every expression inside it, at any depth, in the order written. */
export function visitExpressions(expression: Expression, visit: (expression: Expression) => void): void {
  visit(expression);
  for (const inner of innerExpressions(expression)) visitExpressions(inner, visit);
}

/** An argument, and the blocks it stands in, the outermost first. */
export interface NestedAttribute {
  readonly attribute: Attribute;
  readonly blocks: readonly Block[];
}

/** Every argument of a body, those of nested blocks too. */
export const attributesWithin = oncePer((body: Body): readonly NestedAttribute[] => {
  const found: NestedAttribute[] = [];
  const gather = ({ items }: Body, blocks: readonly Block[]): void => {
    for (const item of items) {
      if (item.kind === "attribute") found.push({ attribute: item, blocks });
      else gather(item.body, [...blocks, item]);
    }
  };
  gather(body, []);
  return found;
});
