import { oncePer } from "../../../once-per.ts";
import type { Place } from "../../../terraform/index.ts";

/** The white space that the line of a place begins with. */
export function indentOf({ file: { text }, start }: Place): string {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? "";
}

/** A text with each of its lines indented, as the file ends its own; empty lines stay empty. */
export function indented(text: string, indent: string, file: Place["file"]): string {
  const lines = text.split("\n").map((line) => (line === "" ? "" : indent + line));
  return lines.join(lineEnding(file));
}

/** So many lines before a place say how it is laid out. */
const NEAR = 4;

/** The end of what stands before a place: a pattern that is to match there must not run over the whole of a large file. */
export function shortlyBefore({ file: { text }, start }: Pick<Place, "file" | "start">): string {
  let from = start;
  for (let lines = 0; lines < NEAR && from > 0; lines++) from = Math.max(0, text.lastIndexOf("\n", from - 1));
  return text.slice(from, start);
}

/** What ends the lines of a file. */
export const lineEnding = oncePer(({ text }: Place["file"]) => (text.includes("\r\n") ? "\r\n" : "\n"));
