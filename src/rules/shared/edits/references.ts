import { type BlockValue, isCallersChoice, type Resource } from "../../../terraform/index.ts";

/** Arguments that make several instances of a resource, and how an instance refers to its own key. */
const REPETITIONS = [
  ["count", "[count.index]"],
  ["for_each", "[each.key]"],
] as const;

/** How a companion, which has the same repetition, refers to a resource: with the key of the same instance. */
export function selfReference(resource: Resource): string {
  return `${addressWithoutKey(resource)}${instanceKey(resource)}`;
}

/**
 * How an instance of a resource, or of a resource with the same repetition, refers to its own key; empty without one.
 */
export function instanceKey(resource: Resource): string {
  return repetitionOf(resource)?.key ?? "";
}

/** How a resource refers to another one in its module; undefined if that takes a key which is not available there. */
export function referenceTo(target: Resource, from: Resource): string | undefined {
  if (target.module !== from.module) return undefined;
  const repetition = repetitionOf(target);
  if (!repetition) return addressWithoutKey(target);
  const own = repetitionOf(from);
  if (repetition.text === own?.text) {
    const isOther = !target.isSymbolic && !from.isSymbolic && target.key !== from.key;
    return isOther ? undefined : `${addressWithoutKey(target)}${repetition.key}`;
  }
  return !own && target.key !== undefined && isAlwaysThere(target) ? target.address : undefined;
}

/**
 * Whether a resource is there whenever another one that is to refer to it is: an index into one whose `count` turns out
 * to be 0 fails in the plan.
 */
export function isThereFor(target: Resource, from: Resource): boolean {
  const repetition = target.module === from.module ? repetitionOf(target) : undefined;
  return isAlwaysThere(target) || (repetition !== undefined && repetition.text === repetitionOf(from)?.text);
}

/** Whether a resource instance exists, under its key, whatever callers set. */
export function isAlwaysThere(resource: Resource): boolean {
  const { isSymbolic, isCertain, key, body, module } = resource;
  if (isSymbolic || !isCertain || (module.directory.isStandIn && module.call?.isCertain === false)) return false;
  if (typeof key === "number") return /^\d+$/.test(writtenAs(body, "count"));
  return typeof key !== "string" || !isCallersChoice(resource, "for_each");
}

/** The address of a resource's block within its module, without an instance key. */
export function addressWithoutKey({ mode, type, name }: Resource): string {
  return `${mode === "managed" ? "" : `${mode}.`}${type}.${name}`;
}

function repetitionOf({ body }: Resource): { readonly text: string; readonly key: string } | undefined {
  for (const [argument, key] of REPETITIONS)
    if (body.isWritten(argument)) return { text: `${argument} = ${writtenAs(body, argument)}`, key };
  return undefined;
}

/** An argument's expression as written. */
export function writtenAs(body: BlockValue, argument: string): string {
  const { file, ...span } = body.place(argument);
  return file.slice(span);
}

/**
 * The value of an argument as the inside of a quoted string, for adding text around it: `orders`, or `${var.name}`.
 * Undefined if it is not written, or spans several lines.
 */
export function insideOfText(body: BlockValue, argument: string): string | undefined {
  if (!body.isWritten(argument)) return undefined;
  const text = writtenAs(body, argument);
  const [, quoted] = /^"((?:[^"]|"[^"]*")*)"$/.exec(text) ?? [];
  return quoted ?? (/<<|\n/.test(text) ? undefined : `\${${text}}`);
}

/** Whether anything in its module refers to a resource, so that it cannot be removed by itself. */
export function isReferredTo(resource: Resource): boolean {
  const address = new RegExp(`(?<![\\w.-])${addressWithoutKey(resource).replaceAll(".", "\\.")}(?![\\w-])`);
  return resource.module.directory.files.some(({ source }) => address.test(source.text));
}

/** What to write for one of two texts, depending on an expression that is true or false. */
export function choiceText(condition: string, onTrue: string, onFalse: string): string {
  const known = { true: onTrue, false: onFalse }[condition];
  // without parentheses, a conditional would take all that follows for its last arm
  const operand = /^[\w.[\]"-]+$/.test(condition) ? condition : `(${condition})`;
  return known ?? `${operand} ? ${onTrue} : ${onFalse}`;
}
