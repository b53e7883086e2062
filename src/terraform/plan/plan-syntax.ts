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

/** One member of an object in the text of a plan. */
export interface Member {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expression;
}

/** The members of an object; none of anything else. */
export function membersOf(node: Expression | undefined): readonly Member[] {
  if (node?.kind !== "object") return [];
  return node.items.flatMap(({ key, name, value }) => (name === undefined ? [] : [{ name, nameSpan: key, value }]));
}

/** The value of a member; undefined where there is none, or the node is no object. */
export function memberOf(node: Expression | undefined, name: string): Expression | undefined {
  return node?.kind === "object" ? node.items.find((item) => item.name === name)?.value : undefined;
}

/** The elements of an array; none of what is no array. */
export function elementsIn(node: Expression | undefined): readonly Expression[] {
  return node?.kind === "tuple" ? node.elements : [];
}

/** The string that a node is; undefined for any other. */
export function textOf(node: Expression | undefined): string | undefined {
  if (node?.kind !== "template" || node.parts.length > 1) return undefined;
  const [part] = node.parts;
  return part === undefined ? "" : part.kind === "text" ? part.value : undefined;
}

/**
 * What a plan keeps of a body's expressions, as a body: of each argument the constant, or the references in it, and nested
 * blocks as lists of the same.
 */
export function bodyItems(expressions: Expression | undefined): (Attribute | Block)[] {
  return membersOf(expressions).flatMap((member): (Attribute | Block)[] => {
    const { name, nameSpan, value } = member;
    if (value.kind === "tuple") return value.elements.map((element) => toBlock(name, element));
    if (value.kind === "object" && !isExpression(value)) return [toBlock(name, value)];
    return [toAttribute(name, nameSpan, writtenExpression(value))];
  });
}

/** An argument as if the plan's JSON were written in HCL, at the place that it has there. */
export function toAttribute(name: string, nameSpan: Span, expression: Expression): Attribute {
  const { start, end } = nameSpan;
  return { kind: "attribute", name, nameSpan: { start, end }, expression, start, end: expression.end };
}

/** A block whose body is an object of expressions; it stands where the object does. */
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

/** The expression that a plan describes by its constant or its references. */
export function writtenExpression(node: Expression): Expression {
  const constant = memberOf(node, "constant_value");
  if (constant) return constant;
  const references = elementsIn(memberOf(node, "references"));
  return anyOf(node, withoutPrefixes(references).map(toReference));
}

/** One of several expressions, or something else that follows from them: it is not known which. */
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

/** A reference such as `aws_sqs_queue.jobs["a"].arn`, standing where the plan names it. */
export function toReference(node: Expression): Expression {
  const text = textOf(node) ?? "";
  const parsed = parseExpression(new SourceFile("", text), { start: 0, end: text.length });
  return parsed.kind === "read" ? withPlaces(parsed.node, (bound) => node[bound]) : anyOf(node, []);
}

/** After `a.b.c` a plan lists `a.b` as well, and after `a["k"].b` both `a["k"]` and `a`. */
function withoutPrefixes(references: readonly Expression[]): readonly Expression[] {
  const texts = references.map((reference) => textOf(reference) ?? "");
  const isPrefix = (text: string) =>
    texts.some((other) => other.startsWith(`${text}.`) || other.startsWith(`${text}[`));
  return references.filter((_, i) => !isPrefix(texts[i] ?? ""));
}

function isExpression(node: ObjectExpression): boolean {
  return node.items.every(({ name }) => name === "constant_value" || name === "references");
}
