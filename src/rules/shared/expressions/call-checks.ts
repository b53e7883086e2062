import type { FunctionCall } from "../../../hcl/index.ts";
import { type FunctionParameter, functionSignature } from "../../../terraform/index.ts";
import { type Shape, shapeOf, spokenShape } from "./expression-shape.ts";
import type { ExpressionType } from "./expression-type.ts";
import { shapeMisfit, spokenFound } from "./shape-misfit.ts";
import { spokenType } from "./type-misfit.ts";

/** A mistake in a call: in the call as a whole, or in one of its arguments. */
export interface CallFault {
  readonly argument: number | undefined;
  readonly message: string;
  readonly help: string;
}

type ArgumentType = ExpressionType | undefined;

/** A call with the wrong number of arguments. */
export function arityFault({ name, args, expandLast }: FunctionCall): CallFault | undefined {
  const signature = functionSignature(name);
  if (!signature) return undefined;
  const fewest = FEWEST.get(name) ?? signature.parameters.length;
  const most = MOST.get(name) ?? (signature.rest ? Number.POSITIVE_INFINITY : signature.parameters.length);
  const given = expandLast ? args.length - 1 : args.length;
  const isTooFew = given < fewest && !expandLast;
  if (!isTooFew && given <= most) return undefined;
  return {
    argument: isTooFew ? undefined : most,
    message: `${name} takes ${spokenCount(fewest, most)}, but gets ${given === 0 ? "none" : given}`,
    help: isTooFew ? "Add the missing arguments" : "Remove the surplus arguments",
  };
}

/**
 * The maximum number of arguments of functions whose signatures have their optional arguments as any number of further
 * ones.
 */
const MOST: ReadonlyMap<string, number> = new Map([
  ["bcrypt", 2],
  ["lookup", 3],
  ["range", 3],
]);
const FEWEST: ReadonlyMap<string, number> = new Map(
  ["coalesce", "coalescelist", "concat", "max", "min", "range", "try"].map((name) => [name, 1]),
);

function spokenCount(fewest: number, most: number): string {
  if (most === 0) return "no argument";
  if (fewest === most) return fewest === 1 ? "one argument" : `${fewest} arguments`;
  if (most === Number.POSITIVE_INFINITY) return `at least ${fewest === 1 ? "one argument" : `${fewest} arguments`}`;
  return `${fewest} to ${most} arguments`;
}

/** The arguments of a call with types that the function does not accept. */
export function argumentFaults({ name, args, expandLast }: FunctionCall, types: readonly ArgumentType[]): CallFault[] {
  const signature = functionSignature(name);
  if (!signature) return [];
  const own = expandLast ? args.length - 1 : args.length;
  const faults: CallFault[] = [];
  for (let i = 0; i < own; i++) {
    const parameter = signature.parameters[i] ?? signature.rest;
    const fault = parameter && argumentFault(name, i, parameter, types[i]);
    if (fault) faults.push(fault);
  }
  const last = expandLast ? shapeOf(types.at(-1)) : undefined;
  if (last !== undefined && !LISTS.includes(last))
    faults.push({
      argument: args.length - 1,
      message: `${spokenShape(last)} is before …, which expands a list`,
      help: "Write a list, or remove the dots",
    });
  return faults;
}

/** one takes the element of a list: several are certainly an error, as those of a count. */
export function singleFault({ name }: FunctionCall, [list]: readonly ArgumentType[]): CallFault | undefined {
  if (name !== "one" || list?.kind !== "tuple" || list.elements.length < 2) return undefined;
  return {
    argument: 0,
    message: `one takes a list of at most one element, but this one has ${list.elements.length}`,
    help: "Use the list as it is, or one of its elements by an index",
  };
}

/** templatestring requires a plain reference: the template itself could simply be written there. */
export function templateFault({ name, args: [template] }: FunctionCall): CallFault | undefined {
  if (name !== "templatestring" || !template) return undefined;
  let at = template;
  while (at.kind === "attribute-access" || at.kind === "index") at = at.object;
  if (at.kind === "variable") return undefined;
  return {
    argument: 0,
    message: "The first argument of templatestring must be a reference to a string, not an expression",
    help: "Write the template itself instead of the call, or name a local",
  };
}

function argumentFault(
  name: string,
  index: number,
  parameter: FunctionParameter,
  type: ArgumentType,
): CallFault | undefined {
  const found = shapeOf(type);
  if (found === undefined) return undefined;
  const argument = index;
  const place = `${ordinal(index)} of ${name}`;
  if (found === "null") {
    if (parameter.isNullable || name === "try" || name === "can") return undefined;
    return { argument, message: `${place} is null, which is not allowed`, help: "Give it a value" };
  }
  const taken = SHAPES.get(`${name} ${Math.min(index, signatureLength(name))}`);
  if (taken)
    return taken.includes(found)
      ? undefined
      : {
          argument,
          message: `${place} is ${spokenShape(found)}, but must be ${spokenShapes(taken)}`,
          help: helpFor(name, found, taken),
        };
  const misfit = shapeMisfit(type, parameter.type);
  if (!misfit) return undefined;
  const written = spokenFound(misfit);
  const isInner = misfit.wanted !== parameter.type;
  return {
    argument,
    message: isInner
      ? `${place} has ${written} in it, but must be ${spokenType(parameter.type)}`
      : `${place} is ${written}, but must be ${spokenType(misfit.wanted)}`,
    help: helpFor(name, misfit.found, [misfit.wanted.kind]),
  };
}

function signatureLength(name: string): number {
  return functionSignature(name)?.parameters.length ?? 0;
}

function helpFor(name: string, found: Shape, wanted: readonly string[]): string {
  const isList = LISTS.includes(found);
  if (name === "join" && found === "string") return "Write the separator first, and then the list";
  if (wanted.includes("string") && isList) return 'Use one of its elements, or write join(",", …)';
  if (wanted.includes("list") && !isList) return "Write it in brackets: [ … ]";
  if (wanted.includes("map") && isList) return "Write { for … }, with a key for each";
  return "Write a value of that type";
}

function ordinal(index: number): string {
  return `The ${["first", "second", "third", "fourth"][index] ?? `${index + 1}th`} argument`;
}

function spokenShapes(shapes: readonly Shape[]): string {
  const names = [...new Set(shapes.filter((shape) => shape !== "null").map(spokenShape))];
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

const LISTS: readonly Shape[] = ["list", "set", "tuple"];
const ORDERED: readonly Shape[] = ["list", "tuple"];
const MAPS: readonly Shape[] = ["map", "object"];

/**
 * What functions accept whose signatures say any type, by function and argument: tried with Terraform 1.11.4 (2026-11).
 */
const SHAPES: ReadonlyMap<string, readonly Shape[]> = new Map<string, readonly Shape[]>([
  ["coalescelist 0", ORDERED],
  ["concat 0", ORDERED],
  ["contains 0", LISTS],
  ["element 0", ORDERED],
  ["flatten 0", LISTS],
  ["index 0", ORDERED],
  ["keys 0", MAPS],
  ["length 0", ["string", ...LISTS, ...MAPS]],
  ["lookup 0", MAPS],
  ["merge 0", MAPS],
  ["one 0", LISTS],
  ["parseint 0", ["string"]],
  ["reverse 0", LISTS],
  ["setproduct 0", LISTS],
  ["slice 0", ORDERED],
  ["sum 0", LISTS],
  ["templatefile 1", MAPS],
  ["templatestring 1", MAPS],
  ["tobool 0", ["string", "bool"]],
  ["tolist 0", LISTS],
  ["tomap 0", MAPS],
  ["tonumber 0", ["string", "number"]],
  ["toset 0", LISTS],
  ["tostring 0", ["string", "number", "bool"]],
  ["values 0", MAPS],
  ["zipmap 1", ORDERED],
]);
