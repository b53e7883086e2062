import {
  type AttributeSchema,
  type AttributeType,
  type BlockSchema,
  type NestedBlockSchema,
  providerSchema,
  type TypeKind,
  typeNames,
} from "../../src/aws/provider-schema.ts";

/** A resource's body as lines, and what is written in it. */
export interface Written {
  readonly lines: readonly string[];
}

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

/** A block with what it has to have, but for `without`. */
export function minimalBody(schema: BlockSchema, without = ""): string[] {
  return [
    ...requiredAttributes(schema).flatMap(([name, attribute]) =>
      name === without ? [] : [`${name} = ${exampleOf(attribute)}`],
    ),
    ...requiredBlocks(schema).flatMap(([name, nested]) => (name === without ? [] : minimalBlock(name, nested))),
  ];
}

export function minimalBlock(name: string, nested: NestedBlockSchema): string[] {
  return [`${name} {`, ...minimalBody(nested.block).map((line) => `  ${line}`), "}"];
}

/** A block with everything that may be written in it, save what is deprecated. */
export function fullBody(schema: BlockSchema): string[] {
  const attributes = settable(schema).filter(([, { deprecated, required }]) => required || deprecated === undefined);
  const blocks = [...schema.blocks].filter(([, { deprecated, block }]) => deprecated === undefined && !block.open);
  return [
    ...attributes.map(([name, attribute]) => `${name} = ${exampleOf(attribute)}`),
    ...blocks.flatMap(([name, { block }]) => [`${name} {`, ...fullBody(block).map((line) => `  ${line}`), "}"]),
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

/** A value that the attribute takes. */
export function exampleOf({ type, allowedValues }: AttributeSchema): string {
  return valueOfType(type, allowedValues?.[0]);
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

/** A value that Terraform cannot turn into the type; undefined where there is none. */
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
