import type { Span } from "./source.ts";

/**
 * The syntax tree of HCL. Every node has its offsets in the source; `SourceFile.range` turns these into lines and
 * columns. Parentheses are kept as nodes, so that the source of a node always parses to that node again.
 */
export interface Body extends Span {
  readonly kind: "body";
  readonly items: readonly (Attribute | Block)[];
}

/** An argument with its value: `timeout = 30`. */
export interface Attribute extends Span {
  readonly kind: "attribute";
  readonly name: string;
  /** The span of the name, for findings about it. */
  readonly nameSpan: Span;
  readonly expression: Expression;
}

/** A block with its labels: `resource "aws_sqs_queue" "jobs" { … }`. */
export interface Block extends Span {
  readonly kind: "block";
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly Label[];
  /** Its span runs from after `{` to before `}`. */
  readonly body: Body;
}

/** A label of a block, with or without quotes. */
export interface Label extends Span {
  readonly value: string;
  readonly quoted: boolean;
}

/** `text` is without the comment marks, `span` with them. */
export interface Comment extends Span {
  readonly text: string;
  readonly style: "#" | "//" | "/*";
}

/** An expression. */
export type Expression =
  | LiteralExpression
  | TemplateExpression
  | TupleExpression
  | ObjectExpression
  | VariableExpression
  | GetAttribute
  | GetIndex
  | Splat
  | FunctionCall
  | ForExpression
  | Conditional
  | BinaryOperation
  | UnaryOperation
  | Parentheses;

/** A number, true, false or null. */
export interface LiteralExpression extends Span {
  readonly kind: "literal";
  readonly value: number | boolean | null;
}

/**
 * A quoted string or a heredoc. If its only part is an interpolation, it has that value, of whatever type; otherwise it
 * is a string. A heredoc has one text part per line, and text that a strip marker emptied stays as an empty part.
 */
export interface TemplateExpression extends Span {
  readonly kind: "template";
  readonly parts: readonly TemplatePart[];
  readonly heredoc: boolean;
}

/** A part of a quoted string, a heredoc or a template file. */
export type TemplatePart = TextPart | Interpolation | IfDirective | ForDirective;

/**
 * Literal text, decoded: escapes are resolved, heredoc indentation and `~` strips applied. Not yet normalized to NFC.
 */
export interface TextPart extends Span {
  readonly kind: "text";
  readonly value: string;
}

/** `${expression}` in a template. */
export interface Interpolation extends Span {
  readonly kind: "interpolation";
  readonly expression: Expression;
}

/** `%{ if condition }…%{ else }…%{ endif }` in a template. */
export interface IfDirective extends Span {
  readonly kind: "if";
  readonly condition: Expression;
  readonly then: readonly TemplatePart[];
  readonly otherwise: readonly TemplatePart[];
}

/** `%{ for key, value in collection }…%{ endfor }` in a template. */
export interface ForDirective extends Span {
  readonly kind: "for-directive";
  readonly key: string | undefined;
  readonly value: string;
  readonly collection: Expression;
  readonly body: readonly TemplatePart[];
}

/** `[a, b]`. */
export interface TupleExpression extends Span {
  readonly kind: "tuple";
  readonly elements: readonly Expression[];
}

/** `{ key = value }`. */
export interface ObjectExpression extends Span {
  readonly kind: "object";
  readonly items: readonly ObjectItem[];
}

/** A bare name as key is a literal string, as in Terraform; `(name)` is a variable. */
export interface ObjectItem extends Span {
  readonly key: Expression;
  /** Set if the key is a bare name or a plain quoted string. */
  readonly name: string | undefined;
  readonly value: Expression;
}

/** The root of a traversal: `var`, `local`, `aws_sqs_queue`, a for expression's variable. */
export interface VariableExpression extends Span {
  readonly kind: "variable";
  readonly name: string;
}

/** `object.name`. */
export interface GetAttribute extends Span {
  readonly kind: "attribute-access";
  readonly object: Expression;
  readonly name: string;
  readonly nameSpan: Span;
}

/** `object[key]`, or the legacy `object.0`. */
export interface GetIndex extends Span {
  readonly kind: "index";
  readonly object: Expression;
  readonly key: Expression;
  readonly legacy: boolean;
}

/**
 * `object[*].a[0].b`, or the legacy `object.*.a`. `each` is applied to every element; its root is a `variable` named
 * "".
 */
export interface Splat extends Span {
  readonly kind: "splat";
  readonly object: Expression;
  readonly each: Expression;
  readonly legacy: boolean;
}

/** `name(a, b)`. */
export interface FunctionCall extends Span {
  readonly kind: "call";
  /** Including its namespace: `provider::aws::arn_parse`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
  /** The last argument is followed by `...`. */
  readonly expandLast: boolean;
}

/** `[for v in c : v]`, or `{ for k, v in c : k => v }` with a key. */
export interface ForExpression extends Span {
  readonly kind: "for";
  readonly keyVariable: string | undefined;
  readonly valueVariable: string;
  readonly collection: Expression;
  /** Set for the object form. */
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly grouped: boolean;
  readonly condition: Expression | undefined;
}

/** `condition ? then : otherwise`. */
export interface Conditional extends Span {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

/** The operators between two operands. */
export type BinaryOperator = "==" | "!=" | "<" | ">" | "<=" | ">=" | "+" | "-" | "*" | "/" | "%" | "&&" | "||";

/** `left + right`. */
export interface BinaryOperation extends Span {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `-operand` or `!operand`. */
export interface UnaryOperation extends Span {
  readonly kind: "unary";
  readonly operator: "-" | "!";
  readonly operand: Expression;
}

/** `(inner)`. */
export interface Parentheses extends Span {
  readonly kind: "parentheses";
  readonly inner: Expression;
}

/** A place that could not be parsed, and why. */
export interface SyntaxError extends Span {
  readonly message: string;
}

/** The result of parsing: a body with everything that could be read, and the errors. */
export interface ParsedFile {
  readonly body: Body;
  readonly comments: readonly Comment[];
  readonly errors: readonly SyntaxError[];
}
