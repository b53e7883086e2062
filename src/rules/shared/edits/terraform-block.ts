import { type Module, requiredProviders, stringOf, terraformBlocks } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { firstBlock } from "../declarations/module-place.ts";
import { setArgument } from "./arguments.ts";
import { appendToBlock } from "./blocks.ts";
import { startWithComments } from "./comments.ts";
import { addEntry } from "./elements.ts";
import { indented, lineEnding, shortlyBefore } from "./layout.ts";

/** The edit that makes a module say which Terraform it needs. */
export function requireTerraform(module: Module, constraint: string): Edit | undefined {
  const [block] = terraformBlocks(module);
  const text = JSON.stringify(constraint);
  if (!block) return newTerraformBlock(module, `required_version = ${text}`);
  const isOfBlocksAlone = block.argumentNames.length === 0 && block.blockTypes.length > 0;
  const edit = setArgument(block, "required_version", text);
  return edit && isOfBlocksAlone ? { ...edit, newText: edit.newText + lineEnding(edit.place.file) } : edit;
}

/** The edit that makes a module say which version of a provider it needs, and where that comes from. */
export function requireProvider(module: Module, name: string, source: string, constraint: string): Edit | undefined {
  const known = requiredProviders(module).find((entry) => entry.name === name);
  if (known) {
    const { value, version } = known;
    if (version && value.kind === "object")
      return stringOf(version) === undefined
        ? undefined
        : { place: version.place, newText: JSON.stringify(constraint) };
    return value.kind === "object" ? addEntry(value, "version", JSON.stringify(constraint)) : undefined;
  }
  return requireProviders(module, [{ name, source, constraint }]);
}

/** A provider with where it comes from, and the versions of it that a module takes. */
export interface Requirement {
  readonly name: string;
  readonly source: string;
  readonly constraint: string;
}

/** The edit that makes a module require providers of which it says nothing yet. */
export function requireProviders(module: Module, requirements: readonly Requirement[]): Edit | undefined {
  const entries = requirements
    .map(
      ({ name, source, constraint }) =>
        `${name} = {\n  source  = ${JSON.stringify(source)}\n  version = ${JSON.stringify(constraint)}\n}`,
    )
    .join("\n");
  const block = `required_providers {\n${entries.replace(/^/gm, "  ")}\n}`;
  const blocks = terraformBlocks(module);
  const [providers] = blocks.flatMap((one) => one.blocks("required_providers"));
  if (providers) return appendToBlock(providers, entries);
  return blocks[0] ? appendToBlock(blocks[0], `\n${block}`) : newTerraformBlock(module, block);
}

/** A terraform block before the block that its settings are about, or all others of the file. */
function newTerraformBlock(module: Module, content: string): Edit | undefined {
  const { node, file } = firstBlock(module)?.declared ?? {};
  if (!node || !file || file.path.endsWith(".json")) return undefined;
  const start = startWithComments({ file, start: node.start, end: node.end });
  const isAfterLine = !/(?:^|\n[ \t]*\r?\n)$/.test(shortlyBefore({ file, start }));
  const text = `${isAfterLine ? "\n" : ""}terraform {\n${content.replace(/^/gm, "  ")}\n}\n\n`;
  return { place: { file, start, end: start }, newText: indented(text, "", file) };
}
