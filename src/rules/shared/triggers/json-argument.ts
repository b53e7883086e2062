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

/** An argument whose text should be JSON: what it holds, or where it is known to hold none. */
interface JsonArgument {
  readonly content?: Value;
  readonly fault?: { readonly at: Place /** To be put behind "is not JSON". */; readonly reason: string };
}

export function jsonArgument(body: BlockValue, argument: string): JsonArgument {
  const value = body.value(argument);
  const draft = jsonDraft(value);
  if (draft && !draft.strayComma) return { content: draft.content };
  const text = stringOf(value);
  const found = draft?.strayComma
    ? { place: draft.strayComma, reason: "nothing follows this comma" }
    : jsonTextFault(value);
  if (!found && (text === undefined || isJson(text))) return {};
  // of a text of another kind the first place that is wrong says nothing
  const isBegun = /^\s*[[{]/.test(knownPrefix(value));
  const at = body.place(argument);
  return { fault: found && isBegun ? { at: found.place, reason: `: ${found.reason}` } : { at, reason: "" } };
}

/** What is wrong at a place inside of JSON, and the name or text that is meant, where that is known. */
interface JsonProblem {
  readonly place: Place;
  readonly message: string;
  readonly help?: string;
  readonly instead?: { readonly place: Place; readonly text: string };
}

/** Findings for what is wrong inside of a resource's JSON; `help` is for problems that bring none of their own. */
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
 * In place of a name, or of a text between quotes that nothing in it escapes: in a text in HCL they are escaped themselves. Of
 * what stands in a text of JSON the place is what is between its quotes.
 */
function written({ place, text }: { readonly place: Place; readonly text: string }): readonly Fix[] {
  const { file, start, end } = place;
  const isPlain = /^(?:[\w-]+|"[^"\\]*")$/.test(file.slice(place));
  const isWithin = file.text[start - 1] === '"' && file.text[end] === '"';
  const quoted = JSON.stringify(text);
  return isPlain ? [replacing(place, isWithin ? quoted.slice(1, -1) : quoted, quoted)] : [];
}
