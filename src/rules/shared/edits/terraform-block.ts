import { formatHcl } from "../../../hcl/index.ts";
import { type Module, requiredProviders, stringOf, terraformBlocks } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { firstBlock } from "../declarations/module-place.ts";
import { setArgument } from "./arguments.ts";
import { appendToBlock } from "./blocks.ts";
import { startWithComments } from "./comments.ts";
import { addEntry } from "./elements.ts";
import { indented, lineEnding, shortlyBefore } from "./layout.ts";

/** Makes a module require a version of Terraform. */
export function requireTerraform(module: Module, constraint: string): Edit | undefined {
  const [block] = terraformBlocks(module);
  const text = JSON.stringify(constraint);
  if (!block) return newTerraformBlock(module, `required_version = ${text}`);
  const isOfBlocksAlone = block.argumentNames.length === 0 && block.blockTypes.length > 0;
  const edit = setArgument(block, "required_version", text);
  return edit && isOfBlocksAlone ? { ...edit, newText: edit.newText + lineEnding(edit.place.file) } : edit;
}

/** Makes a module require a version of a provider, with its source. */
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

/** A provider with its source and the required versions. */
export interface Requirement {
  readonly name: string;
  readonly source: string;
  readonly constraint: string;
}

/** Makes a module require providers that it does not mention yet. */
export function requireProviders(module: Module, requirements: readonly Requirement[]): Edit | undefined {
  const entries = requirements
    .map(
      ({ name, source, constraint }) =>
        `${name} = {\n  source  = ${JSON.stringify(source)}\n  version = ${JSON.stringify(constraint)}\n}`,
    )
    .join("\n");
  const block = `required_providers {\n${entries.replace(/^/gm, "  ")}\n}`;
  const [providers] = terraformBlocks(module).flatMap((one) => one.blocks("required_providers"));
  if (providers) return appendToBlock(providers, entries);
  return addToTerraformBlock(module, block);
}

/** The edit that adds a nested block to one of a module's terraform blocks, and writes one where there is none. */
export function addToTerraformBlock(module: Module, nested: string): Edit | undefined {
  const [first] = terraformBlocks(module);
  return first ? appendToBlock(first, `\n${formatHcl(nested)}`) : newTerraformBlock(module, formatHcl(nested));
}

/** Adds a terraform block before the block that its settings are about, or before all others of the file. */
function newTerraformBlock(module: Module, content: string): Edit | undefined {
  const { node, file } = firstBlock(module)?.declared ?? {};
  if (!node || !file || file.path.endsWith(".json")) return undefined;
  const start = startWithComments({ file, start: node.start, end: node.end });
  const isAfterLine = !/(?:^|\n[ \t]*\r?\n)$/.test(shortlyBefore({ file, start }));
  const text = `${isAfterLine ? "\n" : ""}terraform {\n${content.replace(/^/gm, "  ")}\n}\n\n`;
  return { place: { file, start, end: start }, newText: indented(text, "", file) };
}
