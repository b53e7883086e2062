import type { Place } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { shortlyBefore } from "./layout.ts";

/**
 * Removes what is at a place, including its lines if they contain only a comment besides, and an empty line that would
 * be left next to another one, next to a bracket or at the end of the file.
 */
export function removeText({ file, start, end }: Place): Edit {
  const lineStart = file.text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = file.text.indexOf("\n", end);
  const isAlone =
    file.text.slice(lineStart, start).trim() === "" &&
    /^\s*(?:#.*|\/\/.*)?$/.test(file.text.slice(end, lineEnd < 0 ? undefined : lineEnd));
  if (!isAlone) return { place: { file, start, end }, newText: "" };
  const nextLine = lineEnd < 0 ? file.text.length : lineEnd + 1;
  const above = shortlyBefore({ file, start: lineStart });
  const [emptyAbove = ""] = /(?<=\n)[ \t]*\r?\n$/.exec(above) ?? [];
  const [emptyBelow = ""] = /^[ \t]*\r?\n/.exec(file.text.slice(nextLine, nextLine + LONGEST_EMPTY)) ?? [];
  const isLast = emptyBelow !== "" || /^\s*(?:$|[}\])])/.test(file.text.slice(nextLine, nextLine + LONGEST_EMPTY));
  const isFirst = /(?:^\s*|[{[(][ \t]*\r?\n)$/.test(above);
  const place = isFirst
    ? { file, start: lineStart, end: nextLine + emptyBelow.length }
    : { file, start: lineStart - (isLast ? emptyAbove.length : 0), end: nextLine };
  return { place, newText: "" };
}

/** How much of a line is checked for whether it is empty. */
const LONGEST_EMPTY = 200;
