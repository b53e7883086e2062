import {
  type AttributeSchema,
  type AttributeType,
  type BlockSchema,
  type NestedBlockSchema,
  providerSchema,
  type TypeKind,
  typeNames,
} from "../../src/aws/provider-schema.ts";
import { knownValues } from "../../src/rules/shared/schema/known-values.ts";

export interface SchemaType {
  readonly kind: TypeKind;
  readonly name: string;
  readonly schema: BlockSchema;
}

/** Every type of the AWS provider. */
export function awsTypes(): readonly SchemaType[] {
  return (["resource", "data", "ephemeral"] as const).flatMap((kind) =>
    typeNames(kind).flatMap((name) => {
      const schema = name.startsWith("aws_") ? providerSchema().type(kind, name) : undefined;
      return schema ? [{ kind, name, schema }] : [];
    }),
  );
}

/** A block of a type: the block types from the resource down to it, and its schema. */
export interface Holder {
  readonly type: string;
  readonly path: readonly string[];
  readonly schema: BlockSchema;
}

export function holderOf({ name, schema }: SchemaType): Holder {
  return { type: name, path: [], schema };
}

function inside({ type, path }: Holder, name: string, { block }: NestedBlockSchema): Holder {
  return { type, path: [...path, name], schema: block };
}

/** A block with everything that is required, except `without`. */
export function minimalBody(holder: Holder, without = ""): string[] {
  const { schema } = holder;
  return [
    ...requiredAttributes(schema).flatMap(([name]) => (name === without ? [] : [example(holder, name)])),
    ...requiredBlocks(schema).flatMap(([name, nested]) => (name === without ? [] : minimalBlock(holder, name, nested))),
  ];
}

/** `written`: the name to use in place of the block's type. */
export function minimalBlock(holder: Holder, name: string, nested: NestedBlockSchema, written = name): string[] {
  return [`${written} {`, ...minimalBody(inside(holder, name, nested)).map((line) => `  ${line}`), "}"];
}

/** A block with everything that it may contain, except what is deprecated. */
export function fullBody(holder: Holder): string[] {
  const { schema } = holder;
  const attributes = settable(schema).filter(([, { deprecated, required }]) => required || deprecated === undefined);
  const blocks = [...schema.blocks].filter(([, { deprecated, block }]) => deprecated === undefined && !block.open);
  return [
    ...attributes.map(([name]) => example(holder, name)),
    ...blocks.flatMap(([name, nested]) => [
      `${name} {`,
      ...fullBody(inside(holder, name, nested)).map((line) => `  ${line}`),
      "}",
    ]),
  ];
}

export function settable(schema: BlockSchema): [string, AttributeSchema][] {
  return [...schema.attributes].filter(([, { required, optional }]) => required || optional);
}

export function requiredAttributes(schema: BlockSchema): [string, AttributeSchema][] {
  return [...schema.attributes].filter(([, { required }]) => required);
}

export function requiredBlocks(schema: BlockSchema): [string, NestedBlockSchema][] {
  return [...schema.blocks].filter(([, { min }]) => min > 0);
}

/** An attribute with a valid value. */
function example({ type: holder, path, schema }: Holder, name: string): string {
  const attribute = schema.attributes.get(name);
  if (!attribute) throw new Error(`${holder} has no ${name}`);
  const allowed = knownValues(holder, path, name) ?? attribute.allowedValues;
  return `${name} = ${valueOfType(attribute.type, allowed?.[0])}`;
}

function valueOfType(type: AttributeType, allowed: string | undefined): string {
  switch (type.kind) {
    case "string":
      return JSON.stringify(allowed ?? "x");
    case "number":
      return allowed ?? "1";
    case "bool":
      return "true";
    case "dynamic":
      return `"x"`;
    case "list":
    case "set":
      return `[${valueOfType(type.element, allowed)}]`;
    case "map":
      return `{ key = ${valueOfType(type.element, undefined)} }`;
    case "object":
      return `{ ${[...type.members].map(([name, member]) => `${name} = ${valueOfType(member, undefined)}`).join(", ")} }`;
  }
}

/** A value that Terraform cannot convert to the type; undefined if there is none. */
export function wrongValue(type: AttributeType): string | undefined {
  switch (type.kind) {
    case "string":
      return `["x"]`;
    case "number":
      return `"many"`;
    case "bool":
      return `"perhaps"`;
    case "dynamic":
      return undefined;
    default:
      return `"x"`;
  }
}
