import path from "node:path";
import { applyEdits, type Block } from "../hcl/index.ts";
import { blocksOf, defaultOf, expressionOf, isValues, nameOf, VALUES_FILE } from "./variable-values.ts";

interface Input {
  readonly name: string;
  /** The declaration without its default: each environment gives a value. */
  readonly declaration: string;
  readonly value: string;
}

/**
 * Lets each configuration around a module that has its own `terraform.tfvars` decide about the named variables of the
 * module, instead of taking the module's defaults: it declares them, passes them on and gives them values.
 */
export function withEnvironmentInputs(
  texts: ReadonlyMap<string, string>,
  moduleFolder: string,
  names: readonly string[],
): ReadonlyMap<string, string> {
  const variables = texts.get(path.posix.join(moduleFolder, "variables.tf")) ?? "";
  const inputs = blocksOf(variables, "variable").flatMap((block) => inputOf(block, variables, names));
  if (inputs.length === 0) return texts;
  const folders = [...texts.keys()].filter(isValues).map(path.posix.dirname);
  return new Map([...texts, ...folders.flatMap((folder) => changedFiles(folder, texts, inputs))]);
}

function changedFiles(
  folder: string,
  texts: ReadonlyMap<string, string>,
  inputs: readonly Input[],
): readonly [string, string][] {
  const changed = (name: string, change: (text: string) => string): [string, string] => {
    const file = path.posix.join(folder, name);
    return [file, change(texts.get(file) ?? "")];
  };
  // The blank lines here and in the call keep the lines before them aligned as they were, so that an update can merge
  // them.
  const values = inputs.map(({ name, value }) => `${name} = ${value}\n`).join("");
  const declarations = inputs.map(({ declaration }) => `\n${declaration}\n`).join("");
  return [
    changed(VALUES_FILE, (text) => `${text}\n# What this environment uses: give each environment its own.\n${values}`),
    changed("variables.tf", (text) => text + declarations),
    changed("main.tf", (text) => withArguments(text, inputs)),
  ];
}

/** Adds the arguments at the end of the call of the module. */
function withArguments(text: string, inputs: readonly Input[]): string {
  const [call] = blocksOf(text, "module");
  if (call === undefined) return text;
  const place = call.end - "}".length;
  const newText = inputs.map(({ name }) => `  ${name} = var.${name}\n`).join("");
  return applyEdits(text, [{ start: place, end: place, newText: `\n${newText}` }]);
}

function inputOf(block: Block, text: string, names: readonly string[]): readonly Input[] {
  const name = nameOf(block);
  const value = defaultOf(block);
  if (!names.includes(name) || value === undefined) return [];
  const lineStart = text.lastIndexOf("\n", value.start) + 1;
  const declaration = text.slice(block.start, lineStart) + text.slice(value.end + 1, block.end);
  return [{ name, declaration, value: expressionOf(value, text) }];
}
