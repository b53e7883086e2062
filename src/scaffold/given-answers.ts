import { readFileSync } from "node:fs";
import { parseJson } from "../hcl/index.ts";
import { readError } from "../read-error.ts";
import { UserError } from "../user-error.ts";
import type { Answer, Ask, Entry, Feature } from "./feature.ts";
import type { Answers } from "./gather-answers.ts";

/** In bytes, more than any answers file needs. */
const LARGEST_FILE = 1_000_000;

/**
 * The answers in a JSON file, without `$schema`. Throws a UserError if it cannot be read, is not a JSON object, or has
 * a duplicate answer. Values are not validated.
 */
export function readAnswersFile(absolutePath: string, displayPath: string): Answers {
  const value = parseJson(readText(absolutePath, displayPath), displayPath);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UserError(`${displayPath} must hold a JSON object of answers, such as { "function_name": "orders" }`);
  }
  // Values are validated later, against the schema.
  return new Map(Object.entries(value as Record<string, Answer>).filter(([key]) => key !== "$schema"));
}

function readText(absolutePath: string, displayPath: string): string {
  let text: string;
  try {
    text = readFileSync(absolutePath, "utf8");
  } catch (error) {
    throw readError(displayPath, error);
  }
  if (text.length > LARGEST_FILE) throw new UserError(`${displayPath} is too large for a file of answers`);
  return text.replace(/^\uFEFF/, "");
}

/**
 * The answers in `--set key=value` options. How a value is read depends on the feature's question: numbers and booleans
 * as such, lists separated by commas or as JSON, maps as JSON, or an entry at a time by `--set tags.Owner=sales`. Later
 * options take precedence. Throws a UserError for an option without `=`.
 */
export function parseSetOptions(options: readonly string[], features: readonly Feature[]): Answers {
  const asks = new Map(features.flatMap((feature) => [...feature.asks, ...feature.switches]));
  const answers = new Map<string, Answer>();
  for (const option of options) {
    const equals = option.indexOf("=");
    if (equals < 1) throw new UserError(`--set ${option}: expected key=value, such as --set timeout=30`);
    const key = option.slice(0, equals);
    const value = option.slice(equals + 1);
    const dot = key.indexOf(".");
    const map = key.slice(0, dot);
    const ask = asks.get(map);
    if (dot > 0 && ask?.type === "object") {
      answers.set(map, withEntry(answers.get(map), key.slice(dot + 1), entryFrom(value, ask)));
    } else {
      answers.set(key, fromText(value, asks.get(key)));
    }
  }
  return answers;
}

/** A value of a map, which is a list if it is JSON of one and the map may contain lists. */
function entryFrom(text: string, { additionalProperties }: Ask): Entry {
  const list = additionalProperties?.anyOf?.some(({ type }) => type === "array") ? jsonFrom(text, "[") : undefined;
  return isList(list) ? list : text;
}

const isList = (answer: Answer | undefined): answer is readonly string[] => Array.isArray(answer);

function withEntry(map: Answer | undefined, key: string, value: Entry): Answer {
  const entries = typeof map === "object" && !Array.isArray(map) ? Object.entries(map) : [];
  return Object.fromEntries([...entries, [key, value]]);
}

/** A whole list or map, as JSON that begins with a bracket; undefined for any other text. */
function jsonFrom(text: string, bracket: "{" | "["): Answer | undefined {
  if (!text.trimStart().startsWith(bracket)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Converts a text from the command line or a prompt to an answer; returns the text if it is not of the kind asked for.
 */
export function fromText(text: string, ask: Ask | undefined): Answer {
  switch (ask?.type) {
    case "integer":
      return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
    case "boolean":
      return text === "true" ? true : text === "false" ? false : text;
    case "array":
      return jsonFrom(text, "[") ?? text.split(",").map((item) => item.trim());
    case "object":
      return jsonFrom(text, "{") ?? text;
    default:
      return text;
  }
}
