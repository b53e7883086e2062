import type { BinaryOperator } from "../../../hcl/index.ts";
import { primitiveText, type Value } from "../../../terraform/index.ts";
import { haveCommonType } from "./common-type.ts";
import { isBoolean, isNumeric, type Shape, shapeOf, spokenShape } from "./expression-shape.ts";
import type { ExpressionType } from "./expression-type.ts";

/** A mistake, without its place. */
export interface Fault {
  readonly message: string;
  readonly help: string;
}

type MaybeType = ExpressionType | undefined;

const COLLECTIONS: ReadonlySet<Shape> = new Set(["list", "set", "map", "tuple", "object"]);
const SEQUENCES: ReadonlySet<Shape> = new Set(["list", "tuple"]);

/** A value that is neither a boolean nor converts to one. */
export function conditionFault(type: MaybeType): Fault | undefined {
  const shape = shapeOf(type);
  if (shape === undefined || isBoolean(shape, writtenValue(type))) return undefined;
  return {
    message: `The condition is ${spoken(type)}, but must be true or false`,
    help: COLLECTIONS.has(shape) ? "Write length(…) > 0, or compare it" : "Write a comparison, true or false",
  };
}

/** A mistake in an argument of a block with a condition. */
export function checkFault(name: string, type: MaybeType): Fault | undefined {
  if (name === "condition") return conditionFault(type);
  return name === "error_message" ? interpolationFault(type) && NO_MESSAGE : undefined;
}

const NO_MESSAGE: Fault = { message: "error_message must be a string", help: "Say what is wrong, in one sentence" };

const ARITHMETIC: ReadonlySet<BinaryOperator | "!"> = new Set(["+", "-", "*", "/", "%"]);

/** An operand that an operator does not accept. */
export function operandFault(operator: BinaryOperator | "!", type: MaybeType): Fault | undefined {
  const shape = shapeOf(type);
  if (shape === undefined || operator === "==" || operator === "!=") return undefined;
  const isLogical = operator === "&&" || operator === "||" || operator === "!";
  const value = writtenValue(type);
  if (isLogical ? isBoolean(shape, value) : isNumeric(shape, value)) return undefined;
  return {
    message: `${operator} takes ${isLogical ? "true and false" : "numbers"}, but gets ${spoken(type)}`,
    help: helpForOperand(operator, shape),
  };
}

function helpForOperand(operator: BinaryOperator | "!", shape: Shape): string {
  if (operator === "+" && shape === "string") return 'Write "${…}${…}" to concatenate strings';
  if (operator === "+" && SEQUENCES.has(shape)) return "Write concat(…, …) to join lists";
  if (operator === "+" && COLLECTIONS.has(shape)) return "Write merge(…, …) to merge maps";
  if (COLLECTIONS.has(shape)) return "Write length(…) to compare how many there are";
  return ARITHMETIC.has(operator) ? "Write a number" : "Compare it with something";
}

/** Arms that Terraform cannot convert to a common type. */
export function armsFault(then: MaybeType, otherwise: MaybeType): Fault | undefined {
  if (haveCommonType(then, otherwise)) return undefined;
  const [one, other] = [spoken(then), spoken(otherwise)];
  const isAlike = one === other;
  return {
    message: isAlike
      ? `The branches of this conditional are ${plural(shapeOf(then))} whose parts have no common type`
      : `One branch of this conditional is ${one}, the other ${other}, and these have no common type`,
    help: isAlike
      ? "Give both the same attributes, or select the values from a list: [for …] or one([…])"
      : "Give both the same type, or make one of them null",
  };
}

function plural(shape: Shape | undefined): string {
  return shape === "object" || shape === "map" ? "objects" : "lists";
}

/** A value that cannot be converted to a string, in a template with other parts. */
export function interpolationFault(type: MaybeType): Fault | undefined {
  const shape = shapeOf(type);
  if (shape === undefined || (!COLLECTIONS.has(shape) && shape !== "null")) return undefined;
  return {
    message: `${capital(spoken(type))} is inserted into a string`,
    help:
      SEQUENCES.has(shape) || shape === "set"
        ? 'Write join(", ", …)'
        : shape === "null"
          ? 'Write ""'
          : "Write jsonencode(…), or use one of its values",
  };
}

/** A value that `for`, or the `for_each` of a dynamic block, cannot iterate over. */
export function iterationFault(type: MaybeType, what: "for" | "for_each"): Fault | undefined {
  const shape = shapeOf(type);
  if (shape === undefined || COLLECTIONS.has(shape)) return undefined;
  return {
    message: `${what} iterates over ${spoken(type)}, but accepts only lists, sets and maps`,
    help:
      shape === "number"
        ? "Write range(…)"
        : shape === "string"
          ? 'Write split(",", …), or [ … ]'
          : "Write a list, a set or a map",
  };
}

/** A value that cannot be the key of an object or map. */
export function keyFault(type: MaybeType): Fault | undefined {
  const shape = shapeOf(type);
  if (shape === undefined || (!COLLECTIONS.has(shape) && shape !== "null")) return undefined;
  return { message: `A key is ${spoken(type)}, but must be a string`, help: "Write a string" };
}

/** Given the keys of all elements: one that is null, or that occurs twice. */
export function repeatedKeyFault(keys: readonly Value[]): Fault | undefined {
  const seen = new Set<string>();
  for (const key of keys) {
    if (key.kind === "null") return { message: "A key is null, but must be a string", help: "Exclude it with if" };
    const text = primitiveText(key);
    if (text === undefined) return undefined;
    if (seen.has(text))
      return {
        message: `Two elements produce the key ${JSON.stringify(text)}`,
        help: "Write … after the value to get a list for each key, or use keys that differ",
      };
    seen.add(text);
  }
  return undefined;
}

/** An index that a value does not have. */
export function indexFault(from: MaybeType, key: MaybeType): Fault | undefined {
  const shape = shapeOf(from);
  if (from === undefined || shape === undefined || shape === "null") return undefined;
  if (shape === "set")
    return { message: "A set has no order, so it has no elements by number", help: "Write tolist(…)[0], or one(…)" };
  if (!COLLECTIONS.has(shape))
    return {
      message: `${capital(spoken(from))} has no elements`,
      help: shape === "string" ? "Write substr(…, 0, 1) for a character" : "Remove the index",
    };
  const keyShape = shapeOf(key);
  if (keyShape === undefined) return undefined;
  const value = writtenValue(key);
  if (SEQUENCES.has(shape)) {
    if (!isNumeric(keyShape, value))
      return {
        message: `The elements of a list are numbered, but this index is ${spoken(key)}`,
        help: "Write a number",
      };
    return from.kind === "tuple" ? positionFault(from.elements.length, value) : undefined;
  }
  if (COLLECTIONS.has(keyShape))
    return { message: `A key is ${spoken(key)}, but must be a string`, help: "Write a string" };
  if (from.kind !== "object" || from.of !== "configuration" || value === undefined || !from.names) return undefined;
  return from.names.includes(String(value))
    ? undefined
    : { message: `This object has no ${JSON.stringify(String(value))}`, help: `It has ${spokenNames(from.names)}` };
}

function positionFault(length: number, value: string | number | boolean | undefined): Fault | undefined {
  const position = Number(value);
  if (value === undefined || !Number.isInteger(position) || (position >= 0 && position < length)) return undefined;
  return {
    message: `This list has ${length === 0 ? "no elements" : length === 1 ? "one element, number 0" : `${length} elements, numbers 0 to ${length - 1}`}`,
    help: "Use a number in that range",
  };
}

/** The maximum number of names that are listed. */
const MAX_NAMES = 8;

function spokenNames(names: readonly string[]): string {
  if (names.length === 0) return "no attributes";
  const shown = names.slice(0, MAX_NAMES).join(", ");
  return names.length > MAX_NAMES ? `${shown} …` : shown;
}

function writtenValue(type: MaybeType): string | number | boolean | undefined {
  return type?.kind === "primitive" ? type.value : undefined;
}

/** A type in words, or the value if it is a literal. */
function spoken(type: MaybeType): string {
  const value = writtenValue(type);
  if (value === undefined) return spokenShape(shapeOf(type) ?? "null");
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
