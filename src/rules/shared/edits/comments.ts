import type { Place } from "../../../terraform/index.ts";

/** The start of the comment lines directly above a place, or of its own line if there are none. */
export function startWithComments({ file: { text }, start }: Place): number {
  let lineStart = text.lastIndexOf("\n", start - 1) + 1;
  while (lineStart > 0) {
    const above = text.lastIndexOf("\n", lineStart - 2) + 1;
    if (!/^[ \t]*(?:#|\/\/)/.test(text.slice(above, lineStart))) break;
    lineStart = above;
  }
  return lineStart;
}

/** Whether comments stand within a place, below its first line: what is written anew in its stead would lose them. */
export function holdsComments({ file, start, end }: Place): boolean {
  const [, ...lines] = file.text.slice(start, end).split("\n");
  return lines.some((line) => /#|\/\*|(?<!:)\/\//.test(line));
}
