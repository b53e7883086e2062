import path from "node:path";
import { type Attribute, type Block, parseHcl, SourceFile } from "../hcl/index.ts";

/** Where a configuration has the values of its variables. */
export const VALUES_FILE = "terraform.tfvars";

export function isValues(file: string): boolean {
  return path.posix.basename(file) === VALUES_FILE;
}

/** The defaults that a file's variables have, as they are written. */
export function defaultsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    blocksOf(text, "variable").flatMap((block): [string, string][] => {
      const value = defaultOf(block);
      return value === undefined ? [] : [[nameOf(block), expressionOf(value, text)]];
    }),
  );
}

export function defaultOf(variable: Block): Attribute | undefined {
  return variable.body.items.find((item): item is Attribute => item.kind === "attribute" && item.name === "default");
}

export function nameOf(variable: Block): string {
  return variable.labels[0]?.value ?? "";
}

export function expressionOf({ expression }: Attribute, text: string): string {
  return text.slice(expression.start, expression.end);
}

export function blocksOf(text: string, type: string): readonly Block[] {
  const { body } = parseHcl(new SourceFile("", text));
  return body.items.filter((item): item is Block => item.kind === "block" && item.type === type);
}

export function attributesOf(text: string): readonly Attribute[] {
  const { body } = parseHcl(new SourceFile("", text));
  return body.items.filter((item): item is Attribute => item.kind === "attribute");
}
