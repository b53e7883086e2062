import {
  type BlockValue,
  jsonDraft,
  jsonTextFault,
  knownPrefix,
  type Place,
  stringOf,
  type Value,
} from "../../../terraform/index.ts";
import type { Fix, RuleFinding } from "../../rule.ts";
import { replacing } from "../edits/fixes.ts";
import { isJson } from "./is-json.ts";

/** An argument whose text should be JSON: its content, or where it is known to be something else. */
interface JsonArgument {
  readonly content?: Value;
  readonly fault?: { readonly at: Place /** A clause to follow "is not JSON". */; readonly reason: string };
}

/** What the text of an argument contains as JSON; neither content nor fault if the text is not known. */
export function jsonArgument(body: BlockValue, argument: string): JsonArgument {
  const value = body.value(argument);
  const draft = jsonDraft(value);
  if (draft && !draft.strayComma) return { content: draft.content };
  const text = stringOf(value);
  const found = draft?.strayComma
    ? { place: draft.strayComma, reason: "nothing follows this comma" }
    : jsonTextFault(value);
  if (!found && (text === undefined || isJson(text))) return {};
  // for a text that is not meant as JSON, the first wrong place tells nothing
  const isBegun = /^\s*[[{]/.test(knownPrefix(value));
  const at = body.place(argument);
  return { fault: found && isBegun ? { at: found.place, reason: `: ${found.reason}` } : { at, reason: "" } };
}

/** A mistake at a place in JSON, and the intended name or text, if known. */
interface JsonProblem {
  readonly place: Place;
  readonly message: string;
  readonly help?: string;
  readonly instead?: { readonly place: Place; readonly text: string };
}

/** Findings for mistakes in a resource's JSON; `help` is for those without their own. */
export function problemFindings(problems: readonly JsonProblem[], resource: string, help: string): RuleFinding[] {
  return problems.map((problem) => ({
    at: problem.place,
    resource,
    message: problem.message,
    help: problem.help ?? help,
    suggestions: problem.instead ? written(problem.instead) : [],
  }));
}

/**
 * Replaces a name, or a quoted text without escapes: in an HCL string its quotes are escaped themselves. In a JSON
 * text, the place excludes the quotes.
 */
function written({ place, text }: { readonly place: Place; readonly text: string }): readonly Fix[] {
  const { file, start, end } = place;
  const isPlain = /^(?:[\w-]+|"[^"\\]*")$/.test(file.slice(place));
  const isWithin = file.text[start - 1] === '"' && file.text[end] === '"';
  const quoted = JSON.stringify(text);
  return isPlain ? [replacing(place, isWithin ? quoted.slice(1, -1) : quoted, quoted)] : [];
}
