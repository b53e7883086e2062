import type { BlockValue } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { indented, indentOf, lineEnding } from "./layout.ts";

/** The edit that puts text on lines of its own before the closing brace of a block; `text` is indented to fit. */
export function appendToBlock(block: BlockValue, text: string): Edit | undefined {
  const { file, start, end } = block.whole;
  const closing = file.text.lastIndexOf("\n", end - 1);
  if (closing < start) return undefined;
  return {
    place: { file, start: closing, end: closing },
    newText: lineEnding(file) + indented(text, `${indentOf(block.whole)}  `, file),
  };
}

/** The edit that puts another block after one, with an empty line between them; `text` is indented to fit. */
export function insertAfterBlock(block: BlockValue, text: string): Edit | undefined {
  const { file, end } = block.whole;
  if (file.path.endsWith(".json")) return undefined;
  return {
    place: { file, start: end, end },
    newText: lineEnding(file).repeat(2) + indented(text, indentOf(block.whole), file),
  };
}

/** The edit that takes a block out, its lines and an empty one before them with it. */
export function removeBlock(block: BlockValue): Edit | undefined {
  const { file, start, end } = block.whole;
  const before = /(?:^|\n)(?:[ \t]*\r?\n)?[ \t]*$/.exec(file.text.slice(0, start));
  const after = /^[ \t]*(?=\r?\n|$)/.exec(file.text.slice(end));
  if (!before || !after) return undefined;
  return { place: { file, start: before.index, end: end + after[0].length }, newText: "" };
}
