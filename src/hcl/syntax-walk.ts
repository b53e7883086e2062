import { oncePer } from "../once-per.ts";
import type {
  Attribute,
  Block,
  Body,
  Expression,
  ForExpression,
  FunctionCall,
  ObjectExpression,
  TemplatePart,
} from "./syntax.ts";

/** The direct subexpressions of an expression, in source order. */
export function innerExpressions(expression: Expression): readonly Expression[] {
  const found: Expression[] = [];
  visitInner(expression, (inner) => found.push(inner));
  return found;
}

/** Visits the direct subexpressions of an expression, in source order. */
export function visitInner(expression: Expression, visit: (inner: Expression) => void): void {
  switch (expression.kind) {
    case "literal":
    case "variable":
      return;
    case "template":
      for (const part of expression.parts) visitPart(part, visit);
      return;
    case "tuple":
      for (const element of expression.elements) visit(element);
      return;
    case "object":
      visitItems(expression, visit);
      return;
    case "attribute-access":
      visit(expression.object);
      return;
    case "index":
      visit(expression.object);
      visit(expression.key);
      return;
    case "splat":
      visit(expression.object);
      visit(expression.each);
      return;
    case "call":
      for (const argument of valueArguments(expression)) visit(argument);
      return;
    case "for":
      visitFor(expression, visit);
      return;
    case "conditional":
      visit(expression.condition);
      visit(expression.then);
      visit(expression.otherwise);
      return;
    case "binary":
      visit(expression.left);
      visit(expression.right);
      return;
    case "unary":
      visit(expression.operand);
      return;
    case "parentheses":
      visit(expression.inner);
      return;
  }
}

function visitItems({ items }: ObjectExpression, visit: (inner: Expression) => void): void {
  for (const { key, value } of items) {
    visit(key);
    visit(value);
  }
}

function visitFor({ collection, key, value, condition }: ForExpression, visit: (inner: Expression) => void): void {
  visit(collection);
  if (key) visit(key);
  visit(value);
  if (condition) visit(condition);
}

/** The arguments of a call, except for the type that `convert` takes (Terraform 1.15, 2026-04). */
function valueArguments({ name, args }: FunctionCall): readonly Expression[] {
  return /^(?:core::)?convert$/.test(name) ? args.slice(0, 1) : args;
}

function visitPart(part: TemplatePart, visit: (inner: Expression) => void): void {
  switch (part.kind) {
    case "text":
      return;
    case "interpolation":
      visit(part.expression);
      return;
    case "if":
      visit(part.condition);
      for (const inner of part.then) visitPart(inner, visit);
      for (const inner of part.otherwise) visitPart(inner, visit);
      return;
    case "for-directive":
      visit(part.collection);
      for (const inner of part.body) visitPart(inner, visit);
      return;
  }
}

/** Visits an expression and all its subexpressions, at any depth, in source order. */
export function visitExpressions(expression: Expression, visit: (expression: Expression) => void): void {
  const show = (each: Expression): void => {
    visit(each);
    visitInner(each, show);
  };
  show(expression);
}

/** An argument with the blocks around it, outermost first. */
export interface NestedAttribute {
  readonly attribute: Attribute;
  readonly blocks: readonly Block[];
}

/** Every argument of a body, including those of nested blocks. */
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
