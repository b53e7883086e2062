import type { BlockValue } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { indented, indentOf } from "./layout.ts";

/** Spreads a block that is on one line over several, and adds to it; undefined for other blocks, and in JSON. */
export function openUp(block: BlockValue, text: string): Edit | undefined {
  const { file, start, end } = block.whole;
  const header = block.place().end;
  const content = /^\s*\{(.*)\}$/.exec(file.text.slice(header, end))?.[1]?.trim();
  if (content === undefined || file.path.endsWith(".json")) return undefined;
  const lines = content === "" ? text.replace(/^\n/, "") : `${content}\n${text}`;
  const newText = `{\n${lines.replace(/^(?=.)/gm, "  ")}\n}`;
  return {
    place: { file, start: file.text.indexOf("{", header), end },
    newText: indented(newText, indentOf({ file, start, end }), file).trimStart(),
  };
}
