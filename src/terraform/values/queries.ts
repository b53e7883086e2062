import type { Resource } from "../modules/resource.ts";
import { innerValues, numberText, primitiveText, type Reference, type Value } from "./value.ts";

/** Whether something exists or is set. */
export type Presence = "yes" | "no" | "unknown";

/** Plain JSON data. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data };

/** Whether a value is set: null is not, and a value of which nothing is known may be null. */
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

/** The value as a string, converted if necessary; undefined unless known. */
export function stringOf(value: Value): string | undefined {
  if (value.kind === "json") {
    const data = dataOf(value.content);
    return data === undefined ? undefined : JSON.stringify(data);
  }
  return primitiveText(value);
}

/** The value as a number, converted if necessary; undefined unless known. */
export function numberOf(value: Value): number | undefined {
  if (value.kind !== "known") return undefined;
  if (typeof value.value === "number") return value.value;
  if (typeof value.value === "boolean" || value.value.trim() === "") return undefined;
  const number = Number(value.value);
  return Number.isNaN(number) ? undefined : number;
}

/** The value as a boolean, converted if necessary; undefined unless known. */
export function booleanOf(value: Value): boolean | undefined {
  if (value.kind !== "known") return undefined;
  if (typeof value.value === "boolean") return value.value;
  return value.value === "true" ? true : value.value === "false" ? false : undefined;
}

/** The value as plain data; undefined unless it is wholly known. Objects have no prototype. */
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

/** What a value may be: the options of a choice, or just the value. */
export function alternatives(value: Value): readonly Value[] {
  return value.kind === "choice" ? value.options : [value];
}

/** The elements of a list, and whether these are all. A single value counts as a list of one, null as an empty list. */
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

/** The text with which a string certainly starts. */
export function knownPrefix(value: Value): string {
  if (value.kind === "known") return primitiveText(value) ?? "";
  if (value.kind === "template" && typeof value.parts[0] === "string") return value.parts[0];
  return "";
}

/** The text with which a string certainly ends. */
export function knownSuffix(value: Value): string {
  if (value.kind === "known") return primitiveText(value) ?? "";
  const last = value.kind === "template" ? value.parts.at(-1) : undefined;
  return typeof last === "string" ? last : "";
}

/** False only if it is impossible that the value is the text. */
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

/** The number of known characters of a text: it is at least this long. */
export function knownLength(parts: readonly (string | Value)[]): number {
  let length = 0;
  for (const part of parts) if (typeof part === "string") length += part.length;
  return length;
}

/** The resource attributes that a value was set from, nearest first. */
export function referenceChain(value: Value): readonly Reference[] {
  const chain: Reference[] = [];
  for (let at = value.via; at; at = at.from) chain.push(at);
  return chain;
}

/**
 * The resource attribute that a value is, without other text around it. Undefined for plans, which contain only the
 * references in an argument and not the text around them.
 */
export function wholeReference(value: Value, { module }: Resource): Reference | undefined {
  const isPlanned = module.directory.origin === "plan";
  return value.kind === "template" || value.kind === "choice" || isPlanned ? undefined : value.via;
}

/** The resource whose attribute a value is, unchanged. */
export function attributeOwner(value: Value): Resource | undefined {
  return value.kind === "template" || value.kind === "choice" ? undefined : referenceChain(value)[0]?.resource;
}

/** The resource that a value is or is an attribute of: the last in a chain of arguments set from one another. */
export function referredResources(value: Value): readonly Resource[] {
  if (value.kind === "resource") return [value.resource];
  if (value.kind === "choice") return value.options.flatMap(referredResources);
  return referenceChain(value).map(({ resource }) => resource);
}

/** The resource of a type that a value refers to, through any chain of arguments. */
export function referredOfType(value: Value, ...types: readonly string[]): Resource | undefined {
  return referredResources(value).find((resource) => types.includes(resource.type));
}

/** Whether a value is a resource, or an attribute of it. */
export function refersTo(value: Value, resource: Resource): boolean {
  return referredResources(value).includes(resource);
}

/** Every resource attribute in a value, including those in strings and collections. */
export function allReferences(value: Value): readonly Reference[] {
  const found: Reference[] = [];
  collectReferences(value, found, new Set(), 0);
  return found;
}

/** @param seen values that were looked into: many may hold the same one, at every level */
function collectReferences(value: Value, found: Reference[], seen: Set<Value>, level: number): void {
  if (level > 64 || seen.has(value)) return;
  seen.add(value);
  for (const reference of referenceChain(value)) found.push(reference);
  if ((value.kind === "known" || value.kind === "template") && value.mentions) found.push(...value.mentions);
  for (const inner of innerValues(value)) collectReferences(inner, found, seen, level + 1);
  if (value.kind === "resource") found.push({ resource: value.resource, path: [] });
  if ((value.kind === "list" || value.kind === "object") && value.rest)
    collectReferences(value.rest, found, seen, level + 1);
}
