import path from "node:path";
import { type Block, parseHcl, SourceFile } from "../hcl/index.ts";
import type { ModuleFiles } from "./compose.ts";

const INPUTS = "<!-- inputs -->";
const OUTPUTS = "<!-- outputs -->";

/** Adds tables of variables and outputs to each README with a place for them, from the files next to it. */
export function withReadmeTables(files: ModuleFiles): ModuleFiles {
  return new Map(
    [...files].map(([file, text]) => {
      if (!text.includes(INPUTS)) return [file, text];
      const beside = (name: string): string => files.get(path.posix.join(path.posix.dirname(file), name)) ?? "";
      return [
        file,
        text
          .replace(INPUTS, () => inputsTable(beside("variables.tf")))
          .replace(OUTPUTS, () => outputsTable(beside("outputs.tf"))),
      ];
    }),
  );
}

/**
 * The same tables, made of what the files will contain once they are merged with their owner's edits (`merged`): a
 * variable that was renamed or added by hand is in the table, too.
 */
export function withMergedTables(files: ModuleFiles, merged: (file: string) => string | undefined): ModuleFiles {
  const tables = [
    ["variables.tf", inputsTable],
    ["outputs.tf", outputsTable],
  ] as const;
  return new Map(
    [...files].map(([file, text]) => {
      if (path.posix.basename(file) !== "README.md") return [file, text];
      const beside = (name: string): string => path.posix.join(path.posix.dirname(file), name);
      const replaced = tables.reduce((result, [name, table]) => {
        const [rendered, present] = [files.get(beside(name)), merged(beside(name))];
        if (rendered === undefined || present === undefined || present === rendered) return result;
        return result.replace(table(rendered), () => table(present));
      }, text);
      return [file, replaced];
    }),
  );
}

function inputsTable(text: string): string {
  const rows = blocksOf(text, "variable").map(({ name, argument }) => {
    const value = argument("default");
    const shown = value === undefined ? "required" : value.includes("\n") ? "see `variables.tf`" : `\`${value}\``;
    return `| \`${name}\` | ${plain(argument("description"))} | \`${onOneLine(argument("type"))}\` | ${shown} |`;
  });
  return ["| Name | Description | Type | Default |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function outputsTable(text: string): string {
  const rows = blocksOf(text, "output").map(
    ({ name, argument }) => `| \`${name}\` | ${plain(argument("description"))} |`,
  );
  return ["| Name | Description |", "| --- | --- |", ...rows].join("\n");
}

interface Declared {
  readonly name: string;
  /** An argument as written. */
  readonly argument: (name: string) => string | undefined;
}

function blocksOf(text: string, type: string): readonly Declared[] {
  const { body } = parseHcl(new SourceFile("", text));
  const blocks = body.items.filter((item): item is Block => item.kind === "block" && item.type === type);
  return blocks.map((block) => ({
    name: block.labels[0]?.value ?? "",
    argument: (name) => {
      const found = block.body.items.find((item) => item.kind === "attribute" && item.name === name);
      return found?.kind === "attribute" ? text.slice(found.expression.start, found.expression.end) : undefined;
    },
  }));
}

/** A type with attributes on separate lines, made to fit in a table cell. */
function onOneLine(type = ""): string {
  const joined = type.replace(/(?<!\s)\s+/g, (space, at: number) => {
    if (!space.includes("\n")) return space;
    return type[at - 1] === "{" || type[at + space.length] === "}" ? " " : ", ";
  });
  return joined.replace(/ +/g, " ");
}

/** A quoted text without its quotes, made to fit in a table cell. */
function plain(text = ""): string {
  return text.replace(/^"|"$/g, "").replaceAll("|", "\\|");
}
