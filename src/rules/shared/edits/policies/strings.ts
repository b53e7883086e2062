import type { Statement, Strings } from "../../../../iam/index.ts";
import { encloses, type Place, type Value } from "../../../../terraform/index.ts";
import type { Edit } from "../../../rule.ts";
import { addElements, removeElement } from "../elements.ts";
import { indentOf } from "../layout.ts";
import { listText, type Notation, PLAIN } from "./statement-text.ts";

/** An element of a statement that is a list of strings. */
type Element = "actions" | "notActions" | "resources" | "notResources";

/** The edit that adds strings to an element, as HCL expressions; undefined where these are not written in the statement itself. */
export function addStrings(statement: Statement, element: Element, added: readonly string[]): Edit | undefined {
  const strings = statement[element];
  const place = writtenPlace(statement, strings);
  if (!place || !strings.isComplete) return undefined;
  const { file } = place;
  const texts = added.map((text) => (statement.form === "text" ? listText([text], TEXT, "") : text));
  if (isList(place)) return addElements(asList(strings, place, statement), texts);
  const [only, ...more] = strings.values;
  return only && more.length === 0 ? { place, newText: `[${[file.slice(place), ...texts].join(", ")}]` } : undefined;
}

/** The edit that takes a string out of an element with others; undefined likewise. */
export function removeString(statement: Statement, element: Element, value: Value): Edit | undefined {
  const strings = statement[element];
  const place = writtenPlace(statement, strings);
  if (!place || !isList(place)) return undefined;
  const list = asList(strings, place, statement);
  const index = strings.values.indexOf(value);
  const removed = list.kind === "list" ? list.elements[index] : undefined;
  return removed && removeElement(list, removed);
}

/** The edit that writes other strings in place of those of an element, as HCL expressions; undefined likewise. */
export function setStrings(statement: Statement, element: Element, texts: readonly string[]): Edit | undefined {
  const place = writtenPlace(statement, statement[element]);
  if (!place) return undefined;
  const text = listText(texts, statement.form === "text" ? TEXT : PLAIN, indentOf(place));
  return { place, newText: statement.form === "block" && !text.startsWith("[") ? `[${text}]` : text };
}

/** The edit that writes a string of an element otherwise, as an HCL expression; undefined likewise. */
export function setString(statement: Statement, element: Element, value: Value, text: string): Edit | undefined {
  const place = writtenPlace(statement, statement[element]);
  const own = quotedPlace(value.place, statement);
  if (!place || !encloses(place, own)) return undefined;
  return { place: own, newText: statement.form === "text" ? listText([text], TEXT, "") : text };
}

const TEXT: Notation = { isQuoted: true, separator: ": ", isText: true };

/** Where an element is written out: a list in brackets, or one string or reference. */
function writtenPlace(statement: Statement, { place, values }: Strings): Place | undefined {
  if (!place || !statement.isCertain || !/\.(?:tf|tofu)$/.test(place.file.path)) return undefined;
  if (statement.form !== "block" && !encloses(statement.place, place)) return undefined;
  const own = quotedPlace(place, statement);
  const isOut = isList(own)
    ? !/^\[\s*for\b/.test(own.file.slice(own)) && values.every((value) => encloses(own, value.place))
    : values.length === 1 && /^(?:"[^"\\]*"|[\w.[\]-]+)$/.test(own.file.slice(own));
  return isOut && !own.file.slice(own).includes('\\"') ? own : undefined;
}

function isList({ file, start, end }: Place): boolean {
  return file.text[start] === "[" && file.text[end - 1] === "]";
}

/** A string of a text of JSON with its quotes. */
function quotedPlace(place: Place, { form }: Statement): Place {
  const { file, start, end } = place;
  return form === "text" && file.text[start - 1] === '"' && file.text[end] === '"'
    ? { ...place, start: start - 1, end: end + 1 }
    : place;
}

function asList({ values }: Strings, place: Place, statement: Statement): Value {
  const elements = values.map((value) => ({ ...value, place: quotedPlace(value.place, statement) }));
  return { kind: "list", elements, collection: "tuple", open: false, place };
}
