import {
  type Attribute,
  type Block,
  type Expression,
  type ObjectExpression,
  parseExpression,
  SourceFile,
  type Span,
  withPlaces,
} from "../../hcl/index.ts";

/** A member of an object in a plan's text. */
export interface Member {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expression;
}

/** The members of an object; empty for other nodes. */
export function membersOf(node: Expression | undefined): readonly Member[] {
  if (node?.kind !== "object") return [];
  return node.items.flatMap(({ key, name, value }) => (name === undefined ? [] : [{ name, nameSpan: key, value }]));
}

/** The value of a member; undefined if it does not exist, or the node is no object. */
export function memberOf(node: Expression | undefined, name: string): Expression | undefined {
  return node?.kind === "object" ? node.items.find((item) => item.name === name)?.value : undefined;
}

/** The elements of an array; empty for other nodes. */
export function elementsIn(node: Expression | undefined): readonly Expression[] {
  return node?.kind === "tuple" ? node.elements : [];
}

/** The value of a string node; undefined for others. */
export function textOf(node: Expression | undefined): string | undefined {
  if (node?.kind !== "template" || node.parts.length > 1) return undefined;
  const [part] = node.parts;
  return part === undefined ? "" : part.kind === "text" ? part.value : undefined;
}

/**
 * Turns a plan's expressions for a body into items: arguments with a constant or references, and nested blocks
 * likewise.
 */
export function bodyItems(expressions: Expression | undefined): (Attribute | Block)[] {
  return membersOf(expressions).flatMap((member): (Attribute | Block)[] => {
    const { name, nameSpan, value } = member;
    if (value.kind === "tuple") return value.elements.map((element) => toBlock(name, element));
    if (value.kind === "object" && !isExpression(value)) return [toBlock(name, value)];
    return [toAttribute(name, nameSpan, writtenExpression(value))];
  });
}

/** An argument, as if the plan's JSON were HCL, at its place in the plan. */
export function toAttribute(name: string, nameSpan: Span, expression: Expression): Attribute {
  const { start, end } = nameSpan;
  return { kind: "attribute", name, nameSpan: { start, end }, expression, start, end: expression.end };
}

/** A block whose body is an object of expressions, at the place of that object. */
function toBlock(type: string, expressions: Expression): Block {
  const { start, end } = expressions;
  const typeSpan = { start, end: start + 1 };
  return {
    kind: "block",
    type,
    typeSpan,
    labels: [],
    body: { kind: "body", items: bodyItems(expressions), start, end },
    start,
    end,
  };
}

/** The expression that a plan describes by a constant or references. */
export function writtenExpression(node: Expression): Expression {
  const constant = memberOf(node, "constant_value");
  if (constant) return constant;
  const references = elementsIn(memberOf(node, "references"));
  return anyOf(node, withoutPrefixes(references).map(toReference));
}

/** One of several expressions, or something derived from them: which one is not known. */
function anyOf({ start, end }: Span, options: readonly Expression[]): Expression {
  const untold: Expression = {
    kind: "call",
    name: "untold",
    nameSpan: { start, end },
    args: [],
    expandLast: false,
    start,
    end,
  };
  return options.reduceRight<Expression>(
    (otherwise, then) => ({ kind: "conditional", condition: untold, then, otherwise, start, end }),
    untold,
  );
}

/** A reference such as `aws_sqs_queue.jobs["a"].arn`, at its place in the plan. */
export function toReference(node: Expression): Expression {
  const text = textOf(node) ?? "";
  const parsed = parseExpression(new SourceFile("", text), { start: 0, end: text.length });
  return parsed.kind === "read" ? withPlaces(parsed.node, (bound) => node[bound]) : anyOf(node, []);
}

/** A plan lists `a.b` after `a.b.c`, and both `a["k"]` and `a` after `a["k"].b`. */
function withoutPrefixes(references: readonly Expression[]): readonly Expression[] {
  const texts = references.map((reference) => textOf(reference) ?? "");
  const isPrefix = (text: string) =>
    texts.some((other) => other.startsWith(`${text}.`) || other.startsWith(`${text}[`));
  return references.filter((_, i) => !isPrefix(texts[i] ?? ""));
}

function isExpression(node: ObjectExpression): boolean {
  return node.items.every(({ name }) => name === "constant_value" || name === "references");
}
