import type { Attribute, Block, Body, Expression, TemplatePart } from "../hcl/index.ts";

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

/** An expression and every expression inside it, at any depth. */
export function* expressionsWithin(expression: Expression): Generator<Expression> {
  const pending = [expression];
  for (let next = pending.pop(); next; next = pending.pop()) {
    yield next;
    for (const inner of innerExpressions(next).toReversed()) pending.push(inner);
  }
}

/** An argument, and the blocks it stands in, the outermost first. */
export interface NestedAttribute {
  readonly attribute: Attribute;
  readonly blocks: readonly Block[];
}

/** Every argument of a body, those of nested blocks too. */
export function* attributesWithin(body: Body, blocks: readonly Block[] = []): Generator<NestedAttribute> {
  const pending: { readonly item: Attribute | Block; readonly blocks: readonly Block[] }[] = [];
  const push = (inner: Body, around: readonly Block[]) => {
    for (const item of inner.items.toReversed()) pending.push({ item, blocks: around });
  };
  push(body, blocks);
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.item.kind === "attribute") yield { attribute: next.item, blocks: next.blocks };
    else push(next.item.body, [...next.blocks, next.item]);
  }
}
