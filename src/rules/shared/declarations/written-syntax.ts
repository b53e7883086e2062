import type { Attribute, Block, Expression } from "../../../hcl/index.ts";
import type { Declared, MergedBlock, Module } from "../../../terraform/index.ts";

/** An argument in the block itself, not in nested ones. */
export function argumentOf({ body }: Block, name: string): Attribute | undefined {
  return body.items.find((item): item is Attribute => item.kind === "attribute" && item.name === name);
}

/** Whether a block sets an argument to a literal true or false. */
export function isSetTo(block: MergedBlock | undefined, name: string, value: boolean): boolean {
  const expression = block?.attributes.get(name)?.node.expression;
  return expression?.kind === "literal" && expression.value === value;
}

/** Whether an expression is the literal null. */
export function isNull(expression: Expression): boolean {
  return expression.kind === "literal" && expression.value === null;
}

/** The text of a string literal without interpolations; undefined for other expressions. */
export function plainText(expression: Expression): string | undefined {
  const [part, ...more] = expression.kind === "template" ? expression.parts : [];
  return part?.kind === "text" && more.length === 0 ? part.value : undefined;
}

/** The names in a reference, without instance keys; empty if it is no reference. */
export function writtenPath(expression: Expression): readonly string[] {
  if (expression.kind === "variable") return [expression.name];
  if (expression.kind === "index") return writtenPath(expression.object);
  if (expression.kind !== "attribute-access") return [];
  const before = writtenPath(expression.object);
  return before.length === 0 ? [] : [...before, expression.name];
}

/** The name of the variable if an expression is nothing but a variable: `orders` for `var.orders`. */
export function variableName(expression: Expression): string | undefined {
  const isVariable =
    expression.kind === "attribute-access" && expression.object.kind === "variable" && expression.object.name === "var";
  return isVariable ? expression.name : undefined;
}

/** The local if an expression is nothing but a local. */
export function localOf(expression: Expression, { declared }: Module): Declared<Attribute> | undefined {
  const isLocal =
    expression.kind === "attribute-access" &&
    expression.object.kind === "variable" &&
    expression.object.name === "local";
  return isLocal ? declared.locals.get(expression.name) : undefined;
}

/** The address of a block within its module: `aws_sqs_queue.jobs`, `data.aws_region.here`, `module.orders`. */
export function blockAddress({ type, labels }: MergedBlock): string {
  return type === "resource" ? labels.join(".") : [type, ...labels].join(".");
}
