import type { Value } from "../values/value.ts";

export { convert, fits } from "./conversion.ts";
export { parseTypeConstraint } from "./type-expression.ts";

/** The declared type of a variable. */
export type TypeConstraint =
  | { readonly kind: "any" | "string" | "number" | "bool" }
  | { readonly kind: "list"; readonly of: TypeConstraint }
  | { readonly kind: "set"; readonly of: TypeConstraint }
  | { readonly kind: "map"; readonly of: TypeConstraint }
  | { readonly kind: "object"; readonly attributes: ReadonlyMap<string, AttributeType> }
  | { readonly kind: "tuple"; readonly elements: readonly TypeConstraint[] };

/** An attribute of an object type. */
export interface AttributeType {
  readonly type: TypeConstraint;
  /** May be omitted, and then has its default or is null. */
  readonly isOptional: boolean;
  readonly defaultValue: Value | undefined;
}

/** The type in Terraform's syntax, without defaults. */
export function describeType(type: TypeConstraint): string {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return `${type.kind}(${describeType(type.of)})`;
    case "tuple":
      return `tuple([${type.elements.map(describeType).join(", ")}])`;
    case "object": {
      const attributes = [...type.attributes].map(([name, attribute]) => {
        const described = describeType(attribute.type);
        return `${name} = ${attribute.isOptional ? `optional(${described})` : described}`;
      });
      return `object({ ${attributes.join(", ")} })`;
    }
    default:
      return type.kind;
  }
}
