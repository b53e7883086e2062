import { type Attribute, formatHcl } from "../../../hcl/index.ts";
import { type Declared, placeOf } from "../../../terraform/index.ts";
import type { Edit, Fix } from "../../rule.ts";
import { suggestionOf } from "../edits/fixes.ts";
import { indented, indentOf, lineEnding } from "../edits/layout.ts";
import { removeText } from "../edits/remove-text.ts";
import { isMetaArgument, type SchemaBlock } from "./schema-walk.ts";

/** The nested blocks that have an argument of this name. */
export function holdersOf(name: string, { schema }: SchemaBlock): readonly string[] {
  return [...schema.newest.blocks].flatMap(([holder, { block }]) => (block.attributes.has(name) ? [holder] : []));
}

/**
 * Moves unknown arguments to the only nested block that has them, with all that belong there. Empty if there is such a
 * block already, or if it would lack something then.
 */
export function intoBlock(name: string, found: SchemaBlock): readonly Fix[] {
  const [holder, ...others] = holdersOf(name, found);
  const schema = holder === undefined ? undefined : found.schema.inside(holder);
  if (holder === undefined || !schema || others.length > 0 || isWritten(holder, found)) return [];
  // a name such as type may mean anything, unless a block is due
  if (!name.includes("_") && !found.schema.required.blocks.includes(holder)) return [];
  const moved = [...found.block.attributes.values()].filter(
    ({ node }) => schema.knows(node.name) && !found.schema.knows(node.name) && !isMetaArgument(node.name, found),
  );
  const names = moved.map(({ node }) => node.name);
  const lacking = [...schema.required.attributes, ...schema.required.blocks].some((one) => !names.includes(one));
  if (lacking) return [];
  const what = names.length === 1 ? "it" : "all that belongs there";
  return suggestionOf(`Move ${what} to a block ${holder}`, ...edits(holder, moved));
}

function isWritten(holder: string, { block }: SchemaBlock): boolean {
  return block.blocks.some(({ node }) => node.type === holder || node.labels[0]?.value === holder);
}

/** The block takes the place of the last of the arguments. */
function edits(holder: string, moved: readonly Declared<Attribute>[]): readonly (Edit | undefined)[] {
  const last = moved.at(-1);
  if (!last) return [];
  const { file, node } = last;
  const texts = moved.map((one) => one.file.slice(one.node));
  const lineStart = file.text.lastIndexOf("\n", node.start - 1) + 1;
  const isFirstOfLine = file.text.slice(lineStart, node.start).trim() === "";
  // the lines of a text must stay as they are
  const isPlain = isFirstOfLine && texts.every((text) => !text.includes("<<")) && !file.path.endsWith(".json");
  if (!isPlain || moved.some((one) => one.file !== file)) return [undefined];
  const place = placeOf(node, file);
  const block = indented(formatHcl(`${holder} {\n${texts.join("\n")}\n}`).trimEnd(), indentOf(place), file).trimStart();
  const before = file.text.slice(Math.max(0, lineStart - 200), lineStart);
  const after = file.text.slice(node.end, node.end + 200);
  const isApart = /(?:\{[ \t]*|\n[ \t]*)\r?\n$/.test(before);
  const isFollowed = /^[^\n]*\n[ \t]*[^\s}]/.test(after);
  const end = lineEnding(file);
  return [
    ...moved.slice(0, -1).map((one) => removeText(placeOf(one.node, file))),
    {
      place,
      newText: `${isApart ? "" : `${end}${indentOf(place)}`}${block}${isFollowed ? end : ""}`,
    },
  ];
}
