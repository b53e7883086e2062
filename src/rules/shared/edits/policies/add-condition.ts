import { formatHcl } from "../../../../hcl/index.ts";
import type { PolicyDocument, Statement } from "../../../../iam/index.ts";
import { encloses, isSamePlace, type Place } from "../../../../terraform/index.ts";
import type { Edit } from "../../../rule.ts";
import { appendToBlock } from "../blocks.ts";
import { lineEnding } from "../layout.ts";
import { conditionBlock, conditionPart, elementText, type NewCondition, notationOf } from "./statement-text.ts";

/**
 * Adds a condition to a statement without conditions, laid out like its other elements. Undefined for a statement that
 * is not written out within `scope`, the block with the policy, or that stands for several.
 */
export function addCondition(
  document: PolicyDocument,
  scope: Place,
  statement: Statement,
  condition: NewCondition,
): Edit | undefined {
  const { place, conditions, knowsConditions, isCertain, form } = statement;
  const alike = document.statements.filter((other) => isSamePlace(other.place, place));
  if (conditions.length > 0 || !knowsConditions || !isCertain || alike.length > 1) return undefined;
  if (form === "block") return addBlock(document, statement, condition);
  return encloses(scope, place) ? addElement(statement, condition) : undefined;
}

function addBlock({ sources }: PolicyDocument, { place }: Statement, condition: NewCondition): Edit | undefined {
  const blocks = sources.flatMap(({ body }) => body.blocks("statement"));
  const block = blocks.find((one) => isSamePlace(one.place(), place));
  if (!block || place.file.path.endsWith(".json")) return undefined;
  return appendToBlock(block, `\n${formatHcl(conditionBlock(condition)).trimEnd()}`);
}

/** Inserts it after the last element of the statement, before the closing brace. */
function addElement(statement: Statement, condition: NewCondition): Edit | undefined {
  const notation = notationOf(statement);
  if (!notation) return undefined;
  const { file, start, end } = statement.place;
  const text = file.text.slice(start, end - 1).trimEnd();
  const isInLine = !text.includes("\n");
  const indent = /\n([ \t]*)\S[^\n]*$/.exec(text)?.[1] ?? "";
  const comma = text.endsWith(",") || (!isInLine && !notation.isText) ? "" : ",";
  const separator = isInLine ? " " : `${lineEnding(file)}${firstIndent(text) ?? indent}`;
  const element = elementText("Condition", conditionPart(condition), notation, indent);
  const at = start + text.length;
  return { place: { file, start: at, end: at }, newText: `${comma}${separator}${element}` };
}

/** The indentation of the first element, if it is on its own line. */
function firstIndent(text: string): string | undefined {
  return /^\{[ \t]*\r?\n([ \t]*)\S/.exec(text)?.[1];
}
