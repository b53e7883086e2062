import type { Attribute } from "../../../hcl/index.ts";
import { type Declared, placeOf } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { indented, indentOf, lineEnding } from "./layout.ts";

/** Makes the arguments of a block the entries of a map, the only argument that it has. */
export function asEntries(map: string, attributes: readonly Declared<Attribute>[]): Edit | undefined {
  const [first, last] = [attributes[0], attributes.at(-1)];
  if (!first || !last || attributes.some(({ file }) => file !== first.file)) return undefined;
  const { file } = first;
  const place = placeOf({ start: first.node.start, end: last.node.end }, file);
  const text = file.slice(place);
  // the lines of a text must stay as they are
  if (text.includes("<<")) return undefined;
  if (attributes.length === 1 && !isFirstOfLine(place.start, file.text))
    return { place, newText: `${map} = { ${text} }` };
  const [indent, end] = [indentOf(place), lineEnding(file)];
  const [head = "", ...tail] = text.split(/\r?\n/);
  const lines = [`${indent}  ${head}`, ...(tail.length > 0 ? [indented(tail.join("\n"), "  ", file)] : [])];
  return { place, newText: [`${map} = {`, ...lines, `${indent}}`].join(end) };
}

function isFirstOfLine(start: number, text: string): boolean {
  return text.slice(text.lastIndexOf("\n", start - 1) + 1, start).trim() === "";
}
