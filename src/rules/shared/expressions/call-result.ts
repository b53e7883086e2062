import { functionSignature } from "../../../terraform/index.ts";
import { closedObject, commonType, fromConstraint } from "./expression-shape.ts";
import { type ExpressionType, elementOf } from "./expression-type.ts";

type Type = ExpressionType | undefined;

const STRING: ExpressionType = { kind: "primitive", name: "string" };

/** The type of what a call gives, as far as it follows from the function and the types of its arguments. */
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

/** Of instances that are written out it is known how many there are. */
function valuesOf(map: Type): Type {
  const instances = map?.kind === "group" ? map.instances : undefined;
  if (instances?.kind !== "object" || !instances.names) return listOf(memberOf(map));
  const { names } = instances;
  return { kind: "tuple", elements: [...names].sort().map((name) => instances.member(name)) };
}

function listOf(element: Type): ExpressionType {
  return { kind: "list", element };
}

/** The type of one value of a map: the attributes of an object are of different ones. */
function memberOf(type: Type): Type {
  return type?.kind === "object" ? undefined : elementOf(type);
}

/** The object of several of which all is known; of null there is nothing to take. */
function mergedObject(types: readonly Type[]): Type {
  const members = new Map<string, Type>();
  for (const type of types) {
    if (type?.kind === "null") continue;
    if (type?.kind !== "object" || type.of !== "configuration" || !type.names) return undefined;
    for (const name of type.names) members.set(name, type.member(name));
  }
  return closedObject(members);
}
