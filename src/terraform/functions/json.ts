import { limits } from "../../limits.ts";
import { numberText } from "../values/value.ts";
import { isMap, type Plain } from "./plain.ts";
import { invalid, notEvaluated, tooLarge } from "./refusal.ts";

/** Deeper JSON is not read. */
const MAX_JSON_NESTING = 100;

/** JSON as `jsonencode` writes it: sorted keys, no spaces, and `<`, `>`, `&` escaped as in Go. */
export function jsonText(plain: Plain): string {
  const text = write(plain);
  return text.length > limits.text ? tooLarge() : text;
}

/** The data in a JSON text; other text is invalid. */
export function parseJson(text: string): Plain {
  if (text.length > limits.text) tooLarge();
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    invalid();
  }
  return fromData(data, 0);
}

/** Data as JavaScript's parsers give it, with maps in the place of objects. */
export function fromData(data: unknown, level: number): Plain {
  if (level > MAX_JSON_NESTING) notEvaluated();
  // an unpaired surrogate is no character
  if (typeof data === "string") return data.replace(/\p{Surrogate}/gu, "\ufffd");
  if (data === null || typeof data === "number" || typeof data === "boolean") return data;
  if (Array.isArray(data)) return data.map((element) => fromData(element, level + 1));
  if (typeof data === "object")
    return new Map(Object.entries(data).map(([key, entry]) => [key, fromData(entry, level + 1)]));
  return notEvaluated();
}

function write(plain: Plain): string {
  if (plain === null) return "null";
  if (typeof plain === "number") return numberText(plain);
  if (typeof plain === "string") return quote(plain);
  if (typeof plain === "boolean") return String(plain);
  if (isMap(plain)) return `{${[...plain].map(([key, entry]) => `${quote(key)}:${write(entry)}`).join(",")}}`;
  return `[${plain.map(write).join(",")}]`;
}

function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
