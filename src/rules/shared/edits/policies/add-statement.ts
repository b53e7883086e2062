import { formatHcl } from "../../../../hcl/index.ts";
import type { PolicyDocument, Statement } from "../../../../iam/index.ts";
import { encloses, isSamePlace, type Place } from "../../../../terraform/index.ts";
import type { Edit } from "../../../rule.ts";
import { appendToBlock } from "../blocks.ts";
import { indentOf, lineEnding } from "../layout.ts";
import {
  elementsOf,
  elementText,
  type NewStatement,
  type Notation,
  notationOf,
  statementBlock,
} from "./statement-text.ts";

/**
 * Adds a statement at the end of a policy, laid out like the last one. Undefined for a policy that is not written out
 * within `scope`, the block it belongs to, or that is not completely known.
 */
export function addStatement(
  document: PolicyDocument,
  scope: Place,
  statement: NewStatement,
): readonly Edit[] | undefined {
  if (!document.isComplete) return undefined;
  if (document.sources.length > 0) return addBlock(document, statement);
  const last = document.statements.at(-1);
  const notation = last && notationOf(last);
  const content = document.content?.kind === "object" ? document.content.entries.get("Statement") : undefined;
  if (!last || !notation || !content || !encloses(scope, last.place)) return undefined;
  if (isSamePlace(content.place, last.place)) return wrapped(last, notation, statement);
  if (!isElement(last.place, content.place)) return undefined;
  const isInLine = !content.place.file.slice(content.place).includes("\n");
  return [isInLine ? spread(document, content.place, notation, statement) : after(last, notation, statement)];
}

/** Of several documents that are merged, the first gets the statement. */
function addBlock({ sources: [source] }: PolicyDocument, statement: NewStatement): readonly Edit[] | undefined {
  if (source?.body.whole.file.path.endsWith(".json")) return undefined;
  const last = source?.body.blocks("statement").at(-1);
  const text = formatHcl(statementBlock(statement, last?.isWritten("effect") ?? false)).trimEnd();
  const edit = source && appendToBlock(source.body, `${last ? "\n" : ""}${text}`);
  return edit && [edit];
}

/** Whether a statement is an element of a list in brackets, rather than the result of a loop. */
function isElement({ file, start, end }: Place, list: Place): boolean {
  const before = withoutComments(file.text.slice(list.start, start));
  const behind = /^\s*(.)/.exec(file.text.slice(end))?.[1] ?? "";
  return encloses(list, { file, start, end }) && /[[,]$/.test(before) && /[\],#/]/.test(behind);
}

/** A text without the comments and the space at its end. */
function withoutComments(text: string): string {
  let rest = text;
  for (;;) {
    const kept = rest.trimEnd();
    const line = kept.lastIndexOf("\n") + 1;
    const comment = kept.slice(line).search(/#|\/\//);
    const isClosed = rest.slice(kept.length).includes("\n");
    if (comment === -1 || !isClosed) return kept;
    rest = kept.slice(0, line + comment);
  }
}

/** Turns a single statement without a list into a list. */
function wrapped({ place }: Statement, notation: Notation, statement: NewStatement): readonly Edit[] {
  const { file, start, end } = place;
  const text = textLike(place, notation, statement);
  return [
    { place: { file, start, end: start }, newText: "[" },
    { place: { file, start: end, end }, newText: `, ${text}]` },
  ];
}

/** Spreads a list on one line over several, one line per statement. */
function spread(document: PolicyDocument, list: Place, notation: Notation, statement: NewStatement): Edit {
  const { file } = list;
  const indent = indentOf(list);
  const own = document.statements.map(({ place }) => file.slice(place));
  const [newLine, last] = [`${lineEnding(file)}${indent}`, document.statements.at(-1)?.place ?? list];
  const added = textLike(last, notation, statement, `${indent}  `);
  const all = [...own, added].map((text) => `${newLine}  ${text}`);
  return { place: list, newText: `[${all.join(",")}${notation.isText ? "" : ","}${newLine}]` };
}

function after({ place }: Statement, notation: Notation, statement: NewStatement): Edit {
  const { file, start, end } = place;
  const isOnOwnLine = file.text.slice(file.text.lastIndexOf("\n", start - 1) + 1, start).trim() === "";
  const separator = isOnOwnLine ? `,${lineEnding(file)}${indentOf(place)}` : ", ";
  return { place: { file, start: end, end }, newText: separator + textLike(place, notation, statement) };
}

/**
 * A statement laid out like the one at a place: on one line if it fits, or with a line per element. `base` is the
 * indentation of the line on which it begins.
 */
function textLike(model: Place, notation: Notation, statement: NewStatement, base = indentOf(model)): string {
  const { file, end } = model;
  const text = file.slice(model);
  const isInLine = !text.includes("\n");
  const elements = (indent: string): readonly string[] =>
    [...elementsOf(statement)].map(([name, part]) => elementText(name, part, notation, indent));
  const inLine = elements("");
  if (isInLine && !inLine.some((element) => element.includes("\n"))) return `{ ${inLine.join(", ")} }`;
  const outer = isInLine ? base : indentOf({ file, start: end - 1, end });
  const inner = isInLine ? `${base}  ` : (/\n([ \t]*)\S/.exec(text)?.[1] ?? "");
  const newLine = lineEnding(file);
  const lines = elements(inner).map((element) => `${newLine}${inner}${element.replaceAll("\n", newLine)}`);
  return `{${lines.join(notation.isText ? "," : "")}${newLine}${outer}}`;
}
