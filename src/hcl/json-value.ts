import { UserError } from "../user-error.ts";
import { jsonFault } from "./fault.ts";
import { type JsonMember, type JsonNode, JsonReader } from "./json-reader.ts";
import { ParseFailure } from "./scanner.ts";
import { SourceFile } from "./source.ts";

/**
 * Parses JSON written by a person.
 * @param shown the file's name in messages
 * @throws UserError if it is not JSON, or if an object has a duplicate member, the first of which `JSON.parse` would
 * drop silently
 */
export function parseJson(text: string, shown: string): unknown {
  const value = parsed(text, shown);
  requireDistinct(membersOf(text), new SourceFile(shown, text));
  return value;
}

/**
 * The same for one member of a JSON text whose other members are not ours to validate; undefined if it does not exist.
 * @throws UserError as above
 */
export function parseJsonMember(name: string, text: string, shown: string): unknown {
  const value = parsed(text, shown);
  const own = membersOf(text).filter(({ key }) => key.text === name);
  requireDistinct(own, new SourceFile(shown, text));
  return own.length > 0 && typeof value === "object" ? Reflect.get(value ?? {}, name) : undefined;
}

function parsed(text: string, shown: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(jsonFault(text, shown), undefined, error);
  }
}

/** The members of a JSON text; none if it is no object, or is nested too deeply. */
function membersOf(text: string): readonly JsonMember[] {
  const members: JsonMember[] = [];
  try {
    new JsonReader(text, 0).readRoot(members, { mayBeList: false });
  } catch (failure) {
    if (!(failure instanceof ParseFailure)) throw failure;
  }
  return members;
}

function requireDistinct(members: readonly JsonMember[], source: SourceFile): void {
  const places = new Map<string, number>();
  for (const { key, value } of members) {
    const { line, column } = source.position(key.start);
    const first = places.get(key.text);
    if (first !== undefined) {
      const message = `${source.path}:${line}:${column} names ${JSON.stringify(key.text)} again, after line ${first}`;
      throw new UserError(message, "Keep one of the two");
    }
    places.set(key.text, line);
    requireDistinctWithin(value, source);
  }
}

function requireDistinctWithin(node: JsonNode, source: SourceFile): void {
  if (node.kind === "object") requireDistinct(node.members, source);
  if (node.kind === "array") for (const element of node.elements) requireDistinctWithin(element, source);
}
