import type { AttributeType } from "../../aws/provider-schema.ts";
import type { Attribute, Block, ObjectExpression, SourceFile } from "../../hcl/index.ts";
import { placeOf } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { producedType } from "../shared/schema/schema-names.ts";
import { type SchemaBlock, schemaBlocks, spokenOwner, unknownNameVerdict } from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary: "A block is written as an argument, or an argument as a block",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, 5.100.0, 4.67.0 and 3.75, schema",
  why: `Terraform stops with "Unsupported argument" or "Unsupported block type", but only after init has fetched the provider.`,
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  environment   = { variables = { STAGE = "dev" } }
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"

  environment {
    variables = { STAGE = "dev" }
  }
}`,
  check({ stack }) {
    return schemaBlocks(stack).flatMap((found) => [...asArguments(found), ...asBlocks(found)]);
  },
});

function asArguments(found: SchemaBlock): RuleFinding[] {
  const { block, schema, address } = found;
  // JSON syntax writes every block like this
  if (block.declared.file.path.endsWith(".json")) return [];
  const { severity, consequence } = unknownNameVerdict(found);
  return [...block.attributes.values()].flatMap(({ node, file }): RuleFinding[] => {
    const { name } = node;
    if (schema.nested(name).length === 0 || schema.attribute(name).length > 0) return [];
    const fix = toBlock(node, file);
    return [
      {
        at: placeOf(node.nameSpan, file),
        resource: address,
        severity,
        message: `${name} is a block of ${spokenOwner(found)}, but is written as an argument${consequence}`,
        help: `Write ${name} { … }, without the equals sign; for several of them from a list, use dynamic "${name}"`,
        ...(fix && { fix }),
      },
    ];
  });
}

/** An object whose entries are valid arguments, each on its own line, becomes a block by removing the equals sign. */
function toBlock({ nameSpan, expression }: Attribute, file: SourceFile): Fix | undefined {
  if (expression.kind !== "object" || !readsAsBody(expression, file)) return undefined;
  return {
    title: "Write a block",
    edits: [{ place: placeOf({ start: nameSpan.end, end: expression.start }, file), newText: " " }],
  };
}

function readsAsBody({ items }: ObjectExpression, file: SourceFile): boolean {
  const isArgument = items.every(({ key, value }) =>
    key.kind === "template"
      ? false
      : /^\s*=\s*$/.test(file.text.slice(key.end, value.start)) && /^[A-Za-z][\w-]*$/.test(file.slice(key)),
  );
  const between = items.slice(1).map((item, i) => file.text.slice(items[i]?.value.end ?? item.start, item.start));
  return isArgument && between.every((gap) => gap.includes("\n") && !gap.includes(","));
}

function asBlocks(found: SchemaBlock): RuleFinding[] {
  const { block, schema, address } = found;
  const { severity, consequence } = unknownNameVerdict(found);
  return block.blocks.flatMap(({ node, file }): RuleFinding[] => {
    const name = producedType(node);
    const types = schema.attribute(name).map((attribute) => attribute.type);
    if (types.length === 0 || schema.nested(name).length > 0 || types.some(mayBeBlocks)) return [];
    const fix = node.type === "dynamic" ? undefined : toArgument(node, file, types);
    return [
      {
        at: placeOf(node.typeSpan, file),
        resource: address,
        severity,
        message: `${name} is an argument of ${spokenOwner(found)}, but is written as a block${consequence}`,
        help: `Write ${name} = ${writtenAs(types)}`,
        ...(fix && { fix }),
      },
    ];
  });
}

/** What follows the equals sign of an argument. */
function writtenAs([type]: readonly AttributeType[]): string {
  if (type?.kind === "map" || type?.kind === "object" || type?.kind === "dynamic") return "{ … }";
  return type?.kind === "list" || type?.kind === "set" ? "[ … ]" : "…";
}

/** A list or set of objects may be written as blocks (Terraform language documentation, Attributes as Blocks). */
function mayBeBlocks(type: AttributeType): boolean {
  return (type.kind === "list" || type.kind === "set") && type.element.kind === "object";
}

function toArgument({ typeSpan, body }: Block, file: SourceFile, types: readonly AttributeType[]): Fix | undefined {
  const isMap = types.every(({ kind }) => kind === "map" || kind === "object" || kind === "dynamic");
  if (!isMap || body.items.some(({ kind }) => kind === "block")) return undefined;
  return {
    title: "Write an argument",
    edits: [{ place: placeOf({ start: typeSpan.end, end: body.start - 1 }, file), newText: " = " }],
  };
}
