import { formatHcl } from "../../../hcl/index.ts";
import type { BlockValue } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { setArgument } from "./arguments.ts";
import { startWithComments } from "./comments.ts";
import { indented, indentOf, indentWithin, lineEnding, shortlyBefore } from "./layout.ts";
import { openUp } from "./one-line-block.ts";
import { removeText } from "./remove-text.ts";

/**
 * Adds lines before the closing brace of a block, or before `depends_on` and `lifecycle` if these come last; `text` is
 * indented to fit. A leading empty line is dropped if the block is empty.
 */
export function appendToBlock(block: BlockValue, text: string): Edit | undefined {
  const { file, start, end } = block.whole;
  const lineBreak = file.text.lastIndexOf("\n", end - 1);
  if (lineBreak < start) return openUp(block, text);
  const indent = indentWithin(block.whole, file.text.indexOf("{", block.place().end));
  const meta = META.test(text.trimStart()) ? undefined : metaStart(block);
  if (meta !== undefined) {
    const ending = text.startsWith("\n") || text.includes("\n") ? "\n\n" : "\n";
    return { place: { file, start: meta, end: meta }, newText: indented(text.trimStart() + ending, indent, file) };
  }
  const closing = file.text[lineBreak - 1] === "\r" ? lineBreak - 1 : lineBreak;
  const isFirst = /[{\n][^\S\n]*$/.test(file.text.slice(block.place().end, closing));
  const own = isFirst ? text.replace(/^\n/, "") : text;
  return { place: { file, start: closing, end: closing }, newText: lineEnding(file) + indented(own, indent, file) };
}

const META = /^(?:depends_on|lifecycle)\b/;

/**
 * The start of the line with the first of a block's meta-arguments, if they follow an empty line and nothing else
 * follows them.
 */
function metaStart(block: BlockValue): number | undefined {
  const { file } = block.whole;
  const lifecycle = block.block("lifecycle");
  const starts = [
    ...(block.isWritten("depends_on") ? [block.namePlace("depends_on")] : []),
    ...(lifecycle ? [lifecycle.whole] : []),
  ].flatMap((place) => (place.file === file ? [place.start] : []));
  if (starts.length === 0) return undefined;
  const first = Math.min(...starts);
  const others = [
    ...block.argumentNames.filter((name) => name !== "depends_on").map((name) => block.place(name)),
    ...block.blockTypes
      .filter((type) => type !== "lifecycle")
      .flatMap((type) => block.blocks(type).map(({ whole }) => whole)),
  ];
  if (others.some((place) => place.file === file && place.start > first)) return undefined;
  const lineStart = file.text.lastIndexOf("\n", first) + 1;
  return /\n[ \t]*\r?\n$/.test(shortlyBefore({ file, start: lineStart })) ? lineStart : undefined;
}

/**
 * Sets an argument of a nested block, adding the block if there is none; undefined if there are several, or if they are
 * made dynamically.
 */
export function setInBlock(block: BlockValue, type: string, name: string, text: string): Edit | undefined {
  const [nested, ...others] = block.blocks(type);
  if (nested) return others.length === 0 ? setArgument(nested, name, text) : undefined;
  return addBlock(block, type, `${name} = ${text}`);
}

/** Adds a nested block with this content; undefined if there is one, or may be. */
export function addBlock(block: BlockValue, type: string, content: string): Edit | undefined {
  if (block.isWritten(type) || block.blockTypes.includes(type)) return undefined;
  return appendToBlock(block, `\n${formatHcl(`${type} {\n${content}\n}`)}`);
}

/** Adds a block after another one, with an empty line between them; `text` is indented to fit. */
export function insertAfterBlock(block: BlockValue, text: string): Edit | undefined {
  const { file, end } = block.whole;
  if (file.path.endsWith(".json")) return undefined;
  const newLine = lineEnding(file);
  const isFollowed = /^[ \t]*\r?\n[ \t]*[^\s}]/.test(file.text.slice(end, end + 200));
  return {
    place: { file, start: end, end },
    newText: newLine.repeat(2) + indented(text, indentOf(block.whole), file) + (isFollowed ? newLine : ""),
  };
}

/** Removes a block and the comment directly above it; undefined for dynamic blocks. */
export function removeBlock({ whole }: BlockValue): Edit | undefined {
  if (/^content\b/.test(whole.file.text.slice(whole.start, whole.end))) return undefined;
  const withComments = startWithComments(whole);
  // at the start of a file, a comment may be about the whole file
  return removeText({ ...whole, start: withComments > 0 ? withComments : whole.start });
}
