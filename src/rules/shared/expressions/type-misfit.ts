import type { AttributeType } from "../../../aws/provider-schema.ts";
import { oncePer } from "../../../once-per.ts";
import {
  describeType,
  type ListValue,
  type ObjectValue,
  type Place,
  partPlace,
  type TypeConstraint,
  toBool,
  toNumber,
  type Value,
} from "../../../terraform/index.ts";

/** A value that certainly does not convert to its type. */
export interface Misfit {
  readonly value: Value;
  /** What it is, in words. */
  readonly found: string;
  readonly expected: TypeConstraint;
}

/**
 * The innermost value that does not convert to its type by Terraform's rules; undefined if the whole converts, or may.
 * A value that is unknown because Terraform would already stop elsewhere does not count.
 */
export function typeMisfit(value: Value, type: TypeConstraint): Misfit | undefined {
  switch (value.kind) {
    case "null":
    case "unknown":
      return undefined;
    case "choice": {
      const misfits = value.options.map((option) => typeMisfit(option, type));
      return misfits.every((misfit) => misfit !== undefined) ? misfits[0] : undefined;
    }
    default:
      return misfitOf(value, type);
  }
}

function misfitOf(
  value: Exclude<Value, { kind: "null" | "unknown" | "choice" }>,
  type: TypeConstraint,
): Misfit | undefined {
  const misfit = (): Misfit => ({ value, found: spoken(value), expected: type });
  switch (type.kind) {
    case "any":
      return undefined;
    case "string":
    case "number":
    case "bool":
      return isPrimitive(value, type.kind) ? undefined : misfit();
    case "list":
    case "set":
      return value.kind === "list" ? firstMisfit(value.elements, type.of) : misfit();
    case "tuple":
      return value.kind === "list" ? tupleMisfit(value, type) : misfit();
    case "map":
      if (value.kind === "resource") return undefined;
      return value.kind === "object" ? firstMisfit([...value.entries.values()], type.of) : misfit();
    case "object":
      if (value.kind === "resource") return undefined;
      return value.kind === "object" ? objectMisfit(value, type) : misfit();
  }
}

/** Each attribute of an object has its own type, and may be required. */
function objectMisfit(value: ObjectValue, type: Extract<TypeConstraint, { kind: "object" }>): Misfit | undefined {
  for (const [name, attribute] of type.attributes) {
    const entry = value.entries.get(name);
    const found = entry && typeMisfit(entry, attribute.type);
    if (found) return found;
    if (!entry && !attribute.isOptional && !value.open)
      return { value, found: `an object without ${name}`, expected: type };
  }
  return undefined;
}

/** Each element of a tuple has its own type, and their number is fixed. */
function tupleMisfit(value: ListValue, type: Extract<TypeConstraint, { kind: "tuple" }>): Misfit | undefined {
  const { length } = type.elements;
  if (value.elements.length > length || (!value.open && value.elements.length < length))
    return { value, found: `a list of ${value.elements.length}`, expected: type };
  // sets have a different order of elements
  if (value.collection === "set") return undefined;
  for (const [i, element] of value.elements.entries()) {
    const wanted = type.elements[i];
    const found = wanted && typeMisfit(element, wanted);
    if (found) return found;
  }
  return undefined;
}

function firstMisfit(values: readonly Value[], type: TypeConstraint): Misfit | undefined {
  for (const value of values) {
    const found = typeMisfit(value, type);
    if (found) return found;
  }
  return undefined;
}

function isPrimitive(value: Value, kind: "string" | "number" | "bool"): boolean {
  // a string with unknown parts may turn out to be a number
  if (value.kind === "template" || value.kind === "json") return true;
  if (value.kind !== "known") return false;
  if (kind === "string") return true;
  if (kind === "number") return toNumber(value.value) !== undefined;
  return typeof value.value !== "number" && toBool(value.value) !== undefined;
}

function spoken(value: Value): string {
  switch (value.kind) {
    case "known":
      return typeof value.value === "string" ? JSON.stringify(shortened(value.value)) : String(value.value);
    case "template":
    case "json":
      return "a string";
    case "list":
      return "a list";
    case "resource":
      return `the whole of ${value.resource}`;
    default:
      return "an object";
  }
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** A type in words: `a string`, `a list(string)`. */
export function spokenType(type: TypeConstraint): string {
  return type.kind === "any" ? "anything" : `${type.kind === "object" ? "an" : "a"} ${describeType(type)}`;
}

/** The type of a provider's attribute. Which members of an object are optional is not known, so all of them are. */
export const toConstraint = oncePer((type: AttributeType): TypeConstraint => {
  switch (type.kind) {
    case "dynamic":
      return { kind: "any" };
    case "list":
    case "set":
    case "map":
      return { kind: type.kind, of: toConstraint(type.element) };
    case "object":
      return {
        kind: "object",
        attributes: new Map(
          [...type.members].map(([name, member]) => [
            name,
            { type: toConstraint(member), isOptional: true, defaultValue: undefined },
          ]),
        ),
      };
    default:
      return { kind: type.kind };
  }
});

/** Where to report a misfit: at the value if it is written in the argument, otherwise at the argument. */
export function misfitPlace({ value }: Misfit, argument: Place): Place {
  return partPlace(argument, value.place);
}
