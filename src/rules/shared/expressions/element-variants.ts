import { commonType } from "./common-type.ts";
import { closedObject } from "./constructed-types.ts";
import type { ExpressionType, ObjectType } from "./expression-type.ts";

/** How many levels of types are compared, as in `commonType`. */
const MAX_LEVELS = 6;

/**
 * The type of a loop's elements that are all written out: Terraform keeps the type of each, so that reading an
 * attribute fails if one object lacks it.
 */
export function eachOf(types: readonly (ExpressionType | undefined)[], level = 0): ExpressionType | undefined {
  const objects = types.filter(isClosed);
  const [first, ...others] = new Set(objects);
  if (!first || objects.length < types.length || level > MAX_LEVELS) return commonType(types);
  if (others.length === 0) return first;
  const names = new Set(first.names);
  const isAlike = others.every((one) => one.names.length === names.size && one.names.every((name) => names.has(name)));
  if (!isAlike) return { kind: "variants", of: [first, ...others] };
  const member = (name: string) =>
    eachOf(
      objects.map((one) => one.member(name)),
      level + 1,
    );
  return closedObject(new Map(first.names.map((name) => [name, member(name)])));
}

type ClosedObject = ObjectType & { readonly names: readonly string[] };

function isClosed(type: ExpressionType | undefined): type is ClosedObject {
  return type?.kind === "object" && type.of === "configuration" && type.names !== undefined;
}

/** The same type without the certainty that a loop reaches every variant: after choosing, filtering or converting. */
export function ofSome(type: ExpressionType | undefined): ExpressionType | undefined {
  switch (type?.kind) {
    case "variants":
      return undefined;
    case "list":
    case "set":
    case "map":
      return type.element?.kind === "variants" ? { kind: type.kind, element: undefined } : type;
    default:
      return type;
  }
}

/** Whether a loop over a value certainly has an iteration. */
export function isSurelyFilled(type: ExpressionType | undefined): boolean {
  if (type?.kind === "tuple") return type.elements.length > 0;
  return isClosed(type) && type.names.length > 0;
}

/** The names that a loop binds as seen in an inner loop, which some iterations of the outer one may skip. */
export function seenBySome(
  bound: ReadonlyMap<string, ExpressionType | undefined>,
): ReadonlyMap<string, ExpressionType | undefined> {
  return new Map([...bound].map(([name, type]) => [name, isIteration(type) ? membersOfSome(type) : ofSome(type)]));
}

function isIteration(type: ExpressionType | undefined): type is ObjectType {
  return type?.kind === "object" && type.of === "configuration" && type.member("value")?.kind === "variants";
}

/** `each` and the iterators of dynamic blocks have the element as a member. */
function membersOfSome(type: ObjectType): ObjectType {
  return { ...type, member: (name) => ofSome(type.member(name)) };
}
