import type { Resource } from "./resource.ts";
import { innerValues, numberText, primitiveText, type Reference, type Value } from "./value.ts";

/** Whether something is there; "unknown" is neither. */
export type Presence = "yes" | "no" | "unknown";

/** Plain data, as JSON has it. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data };

/** Whether a value is there at all: null is not, and what nothing is known of may be null. */
export function isSet(value: Value): Presence {
  switch (value.kind) {
    case "null":
      return "no";
    case "unknown":
      return value.why === "computed" ? "yes" : "unknown";
    case "choice": {
      const answers = new Set(value.options.map(isSet));
      return answers.size === 1 ? ([...answers][0] ?? "unknown") : "unknown";
    }
    default:
      return "yes";
  }
}

/** The string that a value is, or converts to; undefined unless known. */
export function stringOf(value: Value): string | undefined {
  if (value.kind === "json") {
    const data = dataOf(value.content);
    return data === undefined ? undefined : JSON.stringify(data);
  }
  return primitiveText(value);
}

/** The number that a value is, or converts to; undefined unless known. */
export function numberOf(value: Value): number | undefined {
  if (value.kind !== "known") return undefined;
  if (typeof value.value === "number") return value.value;
  if (typeof value.value === "boolean" || value.value.trim() === "") return undefined;
  const number = Number(value.value);
  return Number.isNaN(number) ? undefined : number;
}

/** The boolean that a value is, or converts to; undefined unless known. */
export function booleanOf(value: Value): boolean | undefined {
  if (value.kind !== "known") return undefined;
  if (typeof value.value === "boolean") return value.value;
  return value.value === "true" ? true : value.value === "false" ? false : undefined;
}

/** The value as plain data; undefined unless all of it is known. Objects have no prototype. */
export function dataOf(value: Value): Data | undefined {
  switch (value.kind) {
    case "null":
      return null;
    case "known":
      return value.value;
    case "json":
      return stringOf(value);
    case "list": {
      if (value.open) return undefined;
      const data: Data[] = [];
      for (const element of value.elements) {
        const one = dataOf(element);
        if (one === undefined) return undefined;
        data.push(one);
      }
      return data;
    }
    case "object": {
      if (value.open) return undefined;
      const data: Record<string, Data> = Object.create(null);
      for (const [key, entry] of value.entries) {
        const one = dataOf(entry);
        if (one === undefined) return undefined;
        data[key] = one;
      }
      return data;
    }
    default:
      return undefined;
  }
}

/** What a value may turn out to be: the options of a choice, or the value alone. */
export function alternatives(value: Value): readonly Value[] {
  return value.kind === "choice" ? value.options : [value];
}

/** The elements of a list, and whether these are all. A single value counts as a list of one; null as an empty one. */
export function elementsOrSelf(value: Value): { readonly elements: readonly Value[]; readonly complete: boolean } {
  switch (value.kind) {
    case "null":
      return { elements: [], complete: true };
    case "list":
      return { elements: value.elements, complete: !value.open };
    case "unknown":
    case "choice":
      return { elements: [], complete: false };
    default:
      return { elements: [value], complete: true };
  }
}

/** The text that a string surely starts with. */
export function knownPrefix(value: Value): string {
  if (value.kind === "known") return primitiveText(value) ?? "";
  if (value.kind === "template" && typeof value.parts[0] === "string") return value.parts[0];
  return "";
}

/** The text that a string surely ends with. */
export function knownSuffix(value: Value): string {
  if (value.kind === "known") return primitiveText(value) ?? "";
  const last = value.kind === "template" ? value.parts.at(-1) : undefined;
  return typeof last === "string" ? last : "";
}

/** False only where it is impossible that the value is the text. */
export function couldBe(value: Value, text: string): boolean {
  switch (value.kind) {
    case "null":
    case "list":
    case "object":
    case "resource":
      return false;
    case "known":
      return (typeof value.value === "number" ? numberText(value.value) : String(value.value)) === text;
    case "choice":
      return value.options.some((option) => couldBe(option, text));
    case "template":
      return (
        text.length >= knownLength(value.parts) &&
        text.startsWith(knownPrefix(value)) &&
        text.endsWith(knownSuffix(value))
      );
    default:
      return true;
  }
}

/** How many characters of a text are known: it has at least so many. */
export function knownLength(parts: readonly (string | Value)[]): number {
  let length = 0;
  for (const part of parts) if (typeof part === "string") length += part.length;
  return length;
}

/** The resource attributes that a value came through, the nearest first. */
export function referenceChain(value: Value): readonly Reference[] {
  const chain: Reference[] = [];
  for (let at = value.via; at; at = at.from) chain.push(at);
  return chain;
}

/**
 * The attribute of the resource that a value is, with nothing before or after it. A plan names what an argument refers to and
 * not what stands around it: there it is not known.
 */
export function wholeReference(value: Value, { module }: Resource): Reference | undefined {
  const isPlanned = module.directory.origin === "plan";
  return value.kind === "template" || value.kind === "choice" || isPlanned ? undefined : value.via;
}

/** The resource of which a value is an attribute, as it is. */
export function attributeOwner(value: Value): Resource | undefined {
  return value.kind === "template" || value.kind === "choice" ? undefined : referenceChain(value)[0]?.resource;
}

/** The resource that a value is, or is an attribute of: the last in a chain of arguments set from each other. */
export function referredResources(value: Value): readonly Resource[] {
  if (value.kind === "resource") return [value.resource];
  if (value.kind === "choice") return value.options.flatMap(referredResources);
  return referenceChain(value).map(({ resource }) => resource);
}

/** The resource of a type that a value refers to, through any number of steps. */
export function referredOfType(value: Value, ...types: readonly string[]): Resource | undefined {
  return referredResources(value).find((resource) => types.includes(resource.type));
}

/** Whether a value is, or is an attribute of, a resource. */
export function refersTo(value: Value, resource: Resource): boolean {
  return referredResources(value).includes(resource);
}

/** Every resource attribute that a value is made of, inside strings and collections too. */
export function allReferences(value: Value): readonly Reference[] {
  const found: Reference[] = [];
  collectReferences(value, found, 0);
  return found;
}

function collectReferences(value: Value, found: Reference[], level: number): void {
  if (level > 64) return;
  for (const reference of referenceChain(value)) found.push(reference);
  if ((value.kind === "known" || value.kind === "template") && value.mentions) found.push(...value.mentions);
  for (const inner of innerValues(value)) collectReferences(inner, found, level + 1);
  if (value.kind === "resource") found.push({ resource: value.resource, path: [] });
  if ((value.kind === "list" || value.kind === "object") && value.rest) collectReferences(value.rest, found, level + 1);
}
