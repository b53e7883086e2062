import { type BlockValue, isSamePlace, type Place } from "../../../terraform/index.ts";
import type { Edit, Fix } from "../../rule.ts";
import { indented, indentOf, indentWithin, lineEnding } from "./layout.ts";
import { openUp } from "./one-line-block.ts";
import { removeText } from "./remove-text.ts";

/**
 * Sets an argument of a block to HCL text, in place of the present value, or on a new line after the argument it
 * belongs with (`beside`) or after all others. Undefined if the value comes from elsewhere (a variable, a local) or is
 * computed from that, as it is not certain then what should change.
 */
export function setArgument(block: BlockValue, name: string, text: string, beside?: string): Edit | undefined {
  if (!block.isWritten(name)) return insertArgument(block, name, text, beside);
  const written = block.place(name);
  const origin = block.value(name).place;
  if (!isSamePlace(origin, written) || (isFixed(text) && isWorkedOut(written))) return undefined;
  return { place: written, newText: continued(text, written) };
}

/** Whether HCL text means the same everywhere. */
function isFixed(text: string): boolean {
  return /^(?:-?[\d.]+|true|false|"[^"$%\\]*")$/.test(text);
}

/** Whether an expression is computed from variables, locals or the like: `var.timeout * 2`. */
function isWorkedOut(place: Place): boolean {
  return /\b(?:var|local|module|each|count|data)\./.test(place.file.written(place));
}

/** A text whose further lines are indented like the line of a place. */
function continued(text: string, place: Place): string {
  return indented(text, indentOf(place), place.file).trimStart();
}

/**
 * A suggestion for each of several values of an argument; empty if the value comes from elsewhere. `effect` says what
 * else it does, as the end of the title: `, which replaces the broker`.
 */
export function suggestValues(block: BlockValue, name: string, texts: readonly string[], effect = ""): readonly Fix[] {
  return texts.flatMap((text) => {
    const edit = setArgument(block, name, text);
    return edit ? [{ title: `Set ${name} to ${text}${effect}`, edits: [edit] }] : [];
  });
}

/** Removes an argument from a block, with its line. */
export function removeArgument(block: BlockValue, name: string): Edit | undefined {
  if (!block.isWritten(name)) return undefined;
  const { file, start } = block.namePlace(name);
  return removeText({ file, start, end: block.place(name).end });
}

function insertArgument(block: BlockValue, name: string, text: string, beside?: string): Edit | undefined {
  const { file, start, end } = block.whole;
  if (!file.text.slice(start, end).includes("\n")) return openUp(block, `${name} = ${text}`);
  const last = (beside === undefined ? undefined : plainArgument(block, beside)) ?? lastPlainArgument(block);
  if (!last) {
    const brace = file.text.indexOf("{", block.place().end);
    return {
      place: { file, start: brace + 1, end: brace + 1 },
      newText: lineEnding(file) + indented(`${name} = ${text}`, indentWithin(block.whole, brace), file),
    };
  }
  const lineStart = file.text.lastIndexOf("\n", last.name.start - 1) + 1;
  const indent = file.text.slice(lineStart, last.name.start);
  const width = file.text.indexOf("=", last.name.end) - last.name.start - 1;
  return {
    place: { file, start: last.end, end: last.end },
    newText: lineEnding(file) + indented(`${name.padEnd(width)} = ${text}`, indent, file),
  };
}

/** An argument on its own line, with nothing but a comment after it. */
interface PlainArgument {
  readonly name: Place;
  /** The end of its line. */
  readonly end: number;
}

function lastPlainArgument(block: BlockValue): PlainArgument | undefined {
  return block.argumentNames
    .filter((name) => name !== "depends_on")
    .reduce<PlainArgument | undefined>((last, argument) => plainArgument(block, argument) ?? last, undefined);
}

function plainArgument(block: BlockValue, argument: string): PlainArgument | undefined {
  const { file, start, end } = block.whole;
  const [name, value] = [block.namePlace(argument), block.place(argument)];
  if (value.file !== file || value.start < start || value.end > end) return undefined;
  const isOneLine = !file.text.slice(name.start, value.end).includes("\n");
  const rest = file.text.slice(value.end, file.text.indexOf("\n", value.end)).trimEnd();
  const isLast = /^\s*(?:#|\/\/|$)/.test(rest);
  const isFirst = !file.text.slice(file.text.lastIndexOf("\n", name.start), name.start).includes("{");
  return isOneLine && isFirst && isLast ? { name, end: value.end + rest.length } : undefined;
}
