import { oncePer } from "../../../once-per.ts";
import type { Place } from "../../../terraform/index.ts";

/** The indentation of a place's line. */
export function indentOf({ file: { text }, start }: Place): string {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? "";
}

/** The indentation of what is written in a block of several lines: that of its first line, or two spaces more. */
export function indentWithin(block: Place, brace: number): string {
  const own = indentOf(block);
  const text = block.file.text.slice(brace, Math.min(block.end, brace + MOST_OF_LINE));
  const first = /^\{[^\n]*\n([ \t]+)[^\s}]/.exec(text)?.[1] ?? "";
  return first.length > own.length && first.startsWith(own) ? first : `${own}  `;
}

/** How much after a brace is looked at for the first line in a block. */
const MOST_OF_LINE = 200;

/** A text with all lines indented, and with the file's line ends; empty lines stay empty. */
export function indented(text: string, indent: string, file: Place["file"]): string {
  const lines = text.split("\n").map((line) => (line === "" ? "" : indent + line));
  return lines.join(lineEnding(file));
}

/** How many lines before a place are enough to tell how it is laid out. */
const NEAR = 4;

/** The last lines before a place: patterns that are matched there must not run over a large file. */
export function shortlyBefore({ file: { text }, start }: Pick<Place, "file" | "start">): string {
  let from = start;
  for (let lines = 0; lines < NEAR && from > 0; lines++) from = Math.max(0, text.lastIndexOf("\n", from - 1));
  return text.slice(from, start);
}

/** The line ends of a file. */
export const lineEnding = oncePer(({ text }: Place["file"]) => (text.includes("\r\n") ? "\r\n" : "\n"));
