import path from "node:path";
import type { ModuleFiles } from "./compose.ts";

const WIDTH = 120;
/** What ends a paragraph: a blank line, a heading, a table, a comment, a quotation, an image or a block of code. */
const APART = /^\s*$|^#|^\s*[|<>]|^!\[|^ {4}/;
const FENCE = /^\s*(?:```|~~~)/;
const ITEM = /^(\s*(?:[-*+]|\d{1,9}[.)])\s+)(.*)$/;
/** A word at the start of a line that would make it a list, a heading or a quotation. */
const MARKS_LINE = /^(?:[-*+>=]+|#{1,6}|\d{1,9}[.)])$/;

/**
 * Breaks the lines of each README's paragraphs anew, as their parts come from templates that do not know each other.
 */
export function withFilledReadmes(files: ModuleFiles): ModuleFiles {
  return new Map(
    [...files].map(([file, text]) => [file, path.posix.basename(file) === "README.md" ? filled(text) : text]),
  );
}

/** A Markdown text with the lines of its paragraphs and list items filled; all else stays as it is. */
export function filled(text: string): string {
  const lines: string[] = [];
  let paragraph: string[] = [];
  let isCode = false;
  const end = (): void => {
    lines.push(...paragraphLines(paragraph));
    paragraph = [];
  };
  for (const line of text.split("\n")) {
    const isFence = FENCE.test(line);
    if (isFence || isCode || APART.test(line)) {
      end();
      lines.push(line);
      if (isFence) isCode = !isCode;
    } else {
      if (ITEM.test(line)) end();
      paragraph.push(line);
      if (isBroken(paragraph)) end();
    }
  }
  end();
  return lines.join("\n");
}

function paragraphLines(paragraph: readonly string[]): readonly string[] {
  const [first, ...others] = paragraph;
  if (first === undefined) return [];
  const [, mark = "", rest = ""] = ITEM.exec(first) ?? /^(\s*)(.*)$/.exec(first) ?? [];
  const [start = "", ...words] = wordsOf([rest, ...others].join(" "));
  const lines = words.reduce(
    ([line = "", ...before], word) =>
      line.length + 1 + word.length <= WIDTH || MARKS_LINE.test(word)
        ? [`${line} ${word}`, ...before]
        : [" ".repeat(mark.length) + word, line, ...before],
    [mark + start],
  );
  return lines
    .toReversed()
    .map((line, index) => (index === lines.length - 1 && isBroken(paragraph) ? `${line}  ` : line));
}

/** Whether a paragraph ends in a line break that is meant. */
const isBroken = (paragraph: readonly string[]): boolean => paragraph.at(-1)?.endsWith("  ") === true;

/** The words of a paragraph; code between backticks is in one, with what is written around it. */
function wordsOf(text: string): readonly string[] {
  return text.match(/(?:`[^`]*`|[^\s`]|`)+/g) ?? [];
}
