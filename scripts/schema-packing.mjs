// The schema of a block in the compact form that src/aws/schema-block.ts and schema-types.ts read.

const TYPE_CODES = { string: "s", number: "n", bool: "b", dynamic: "d", list: "L", set: "S", map: "M" };

/** `["set", "string"]` → `Ss`, objects as `{name:type,…}`: src/aws/schema-types.ts reads this. */
export function typeCode(of) {
  if (typeof of === "string") return TYPE_CODES[of];
  const [kind, inner] = of;
  if (kind !== "object") return TYPE_CODES[kind] + typeCode(inner);
  return `{${Object.entries(inner)
    .map(([name, member]) => `${name}:${typeCode(member)}`)
    .join(",")}}`;
}

const FLAGS = { required: "r", optional: "o", computed: "c", sensitive: "s", writeOnly: "w" };

export function packAttribute(attribute) {
  const flags = Object.entries(FLAGS)
    .flatMap(([name, letter]) => (attribute[name] ? [letter] : []))
    .join("");
  const code = `${flags} ${typeCode(attribute.type)}`;
  const more = {
    ...(attribute.deprecated !== undefined && { d: attribute.deprecated }),
    ...(attribute.allowedValues && { v: attribute.allowedValues }),
    ...(attribute.conflictsWith?.length && { x: attribute.conflictsWith }),
  };
  return Object.keys(more).length > 0 ? [code, more] : code;
}

const NESTING_CODES = { single: "1", list: "L", set: "S", map: "M" };

export function packNested(nested) {
  const code = `${NESTING_CODES[nested.nesting]}${nested.min}${nested.max ?? ""}${nested.open ? "o" : ""}`;
  const inner = nested.open ? {} : packBlock(nested.block);
  return nested.deprecated === undefined ? [code, inner] : [code, inner, nested.deprecated];
}

export function packBlock(block) {
  const attributes = Object.fromEntries(
    [...block.attributes].sort(byName).map(([name, attribute]) => [name, packAttribute(attribute)]),
  );
  const blocks = [...block.blocks].sort(byName).map(([name, nested]) => [name, packNested(nested)]);
  return blocks.length > 0 ? { a: attributes, b: Object.fromEntries(blocks) } : { a: attributes };
}

export const byName = ([left], [right]) => (left < right ? -1 : 1);
