/** The type of an attribute in Terraform's type system. `dynamic`: any. */
export type AttributeType =
  | { readonly kind: "string" | "number" | "bool" | "dynamic" }
  | { readonly kind: "list" | "set" | "map"; readonly element: AttributeType }
  | { readonly kind: "object"; readonly members: ReadonlyMap<string, AttributeType> };

const PRIMITIVES: ReadonlyMap<string, AttributeType> = new Map([
  ["s", { kind: "string" }],
  ["n", { kind: "number" }],
  ["b", { kind: "bool" }],
  ["d", { kind: "dynamic" }],
]);
const COLLECTIONS: ReadonlyMap<string, "list" | "set" | "map"> = new Map([
  ["L", "list"],
  ["S", "set"],
  ["M", "map"],
]);

/**
 * Decodes a type as scripts/generate-provider-schema.mjs writes it: `Ss` is a set of strings, `L{name:s}` a list of
 * objects.
 */
export function readAttributeType(code: string): AttributeType {
  let at = 0;
  const read = (): AttributeType => {
    const letter = code[at++] ?? "";
    const primitive = PRIMITIVES.get(letter);
    if (primitive) return primitive;
    const collection = COLLECTIONS.get(letter);
    if (collection) return { kind: collection, element: read() };
    const members = new Map<string, AttributeType>();
    while (code[at] !== "}") {
      const colon = code.indexOf(":", at);
      const name = code.slice(at, colon);
      at = colon + 1;
      members.set(name, read());
      if (code[at] === ",") at++;
    }
    at++;
    return { kind: "object", members };
  };
  return read();
}

/** A type in Terraform's syntax: `set(string)`, `list(object({ name = string }))`. */
export function formatAttributeType(type: AttributeType): string {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return `${type.kind}(${formatAttributeType(type.element)})`;
    case "object": {
      const members = [...type.members].map(([name, member]) => `${name} = ${formatAttributeType(member)}`);
      return `object({ ${members.join(", ")} })`;
    }
    case "dynamic":
      return "any";
    default:
      return type.kind;
  }
}
