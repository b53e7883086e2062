import { functionSignature } from "../../../terraform/index.ts";
import { commonType } from "./common-type.ts";
import { closedObject, fromConstraint } from "./constructed-types.ts";
import { type ExpressionType, elementOf } from "./expression-type.ts";

type Type = ExpressionType | undefined;

const STRING: ExpressionType = { kind: "primitive", name: "string" };

/** The type of a call's result, as far as it follows from the function and its arguments' types. */
export function callResult(name: string, types: readonly Type[]): Type {
  const [first] = types;
  switch (name) {
    case "sensitive":
    case "nonsensitive":
      return first;
    case "element":
    case "one":
      return elementOf(first);
    case "lookup":
      return memberOf(first);
    case "tolist":
    case "reverse":
    case "slice":
    case "distinct":
      return listOf(elementOf(first));
    case "values":
      return valuesOf(first);
    case "keys":
    case "formatlist":
      return listOf(STRING);
    case "flatten":
      return listOf(undefined);
    case "concat":
      return listOf(commonType(types.map(elementOf)));
    case "toset":
      return { kind: "set", element: elementOf(first) };
    case "tomap":
      return { kind: "map", element: first?.kind === "map" ? first.element : undefined };
    case "merge":
      return mergedObject(types) ?? { kind: "map", element: undefined };
    case "zipmap":
      return { kind: "map", element: undefined };
    case "coalesce":
      return commonType(types.map((type) => (type?.kind === "primitive" ? { ...type, value: undefined } : type)));
    case "format":
      return STRING;
    case "contains":
      return { kind: "primitive", name: "bool" };
    case "index":
    case "parseint":
    case "sum":
      return { kind: "primitive", name: "number" };
    default: {
      const signature = functionSignature(name);
      return signature && fromConstraint(signature.result);
    }
  }
}

/** The number of instances that are written out is known. */
function valuesOf(map: Type): Type {
  const instances = map?.kind === "group" ? map.instances : undefined;
  if (instances?.kind !== "object" || !instances.names) return listOf(memberOf(map));
  const { names } = instances;
  return { kind: "tuple", elements: [...names].sort().map((name) => instances.member(name)) };
}

function listOf(element: Type): ExpressionType {
  return { kind: "list", element };
}

/** The type of a map's values; the attributes of an object have different types. */
function memberOf(type: Type): Type {
  return type?.kind === "object" ? undefined : elementOf(type);
}

/** Merges objects that are completely known; a null contributes nothing. */
function mergedObject(types: readonly Type[]): Type {
  const members = new Map<string, Type>();
  for (const type of types) {
    if (type?.kind === "null") continue;
    if (type?.kind !== "object" || type.of !== "configuration" || !type.names) return undefined;
    for (const name of type.names) members.set(name, type.member(name));
  }
  return closedObject(members);
}
