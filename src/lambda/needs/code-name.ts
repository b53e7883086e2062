import type { CodeName, TextPart } from "../../code/index.ts";
import { stringOf, type Value } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import { environmentText } from "./environment-text.ts";

/** The environment variable that a name in the code is, if it is nothing else. */
export function variableOf({ parts }: CodeName): string | undefined {
  const [part] = parts;
  return parts.length === 1 && typeof part === "object" && part.kind === "environment" ? part.name : undefined;
}

/** The value of a name in the code: literals as they are, environment variables as the function sets them. */
export function valueOfName({ parts }: CodeName, fn: LambdaFunction): Value | undefined {
  const values = parts.map((part) => valueOfPart(part, fn));
  const [only] = values;
  if (values.every((value) => value === undefined)) return undefined;
  if (values.length === 1 && only !== undefined && typeof only !== "string") return only;
  const place = fn.place();
  const known = values.map((value): string | Value => value ?? { kind: "unknown", why: "not-evaluated", place });
  const texts = known.map((value) => (typeof value === "string" ? value : stringOf(value)));
  if (texts.every((text) => text !== undefined)) return { kind: "known", value: texts.join(""), place };
  return { kind: "template", parts: known, place };
}

function valueOfPart(part: TextPart, fn: LambdaFunction): string | Value | undefined {
  if (typeof part === "string") return part;
  if (part.kind === "unknown") return undefined;
  if (part.name === "AWS_LAMBDA_FUNCTION_NAME") return { kind: "resource", resource: fn.resource, place: fn.place() };
  const value = fn.environment?.entries.get(part.name);
  if (value) return value;
  const fallback = fn.environment?.open === false || !fn.environment ? part.fallback : undefined;
  return fallback && fallback.length > 0 ? valueOfName({ parts: fallback }, fn) : undefined;
}

/** A part of a name in an ARN: text, `%{}` around a reference, or `*` if it is not known. */
export function writtenPart(part: TextPart, fn: LambdaFunction): string {
  const value = valueOfPart(part, fn);
  if (typeof value === "string") return value;
  const text = value && stringOf(value);
  if (text !== undefined) return text;
  const written = typeof part === "object" && part.kind === "environment" ? environmentText(fn, part.name) : undefined;
  if (written === undefined) return "*";
  // a queue's URL ends with its name
  return /url$/i.test(written) ? `%{basename(${written})}` : `%{${written}}`;
}
