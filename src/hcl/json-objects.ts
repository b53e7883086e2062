import { Char } from "./scanner.ts";
import type { Span } from "./source.ts";

/** The objects of a JSON text by the order in which they begin, and for each the index of the one around it. */
export interface JsonObjects {
  readonly spans: readonly Span[];
  readonly parents: readonly number[];
}

/** Finds the objects of a text that is valid JSON, in one pass, without reading what is in them. */
export function jsonObjects(text: string): JsonObjects {
  const spans: { start: number; end: number }[] = [];
  const parents: number[] = [];
  let current = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.quote) at = stringEnd(text, at);
    else if (code === Char.openBrace) {
      parents.push(current);
      current = spans.push({ start: at, end: text.length }) - 1;
    } else if (code === Char.closeBrace) {
      const closed = spans[current];
      if (closed) closed.end = at + 1;
      current = parents[current] ?? -1;
    }
  }
  return { spans, parents };
}

/** The offset of the quote that ends a string, or of the end of the text. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== Char.quote) at += text.charCodeAt(at) === Char.backslash ? 2 : 1;
  return at;
}

/** The smallest object with a span between its braces; undefined if none has it. */
export function objectAround({ spans, parents }: JsonObjects, { start, end }: Span): Span | undefined {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0; index = parents[index] ?? -1) {
    const object = spans[index];
    if (object && end < object.end) return object;
  }
  return undefined;
}
