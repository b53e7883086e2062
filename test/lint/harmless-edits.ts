import {
  applyEdits,
  type Block,
  type Body,
  type Edit,
  type Expression,
  parseHcl,
  SourceFile,
} from "../../src/hcl/index.ts";

/** The files of a module by their names, each with its text. */
export type Files = ReadonlyMap<string, string>;

/** The suffix of every changed name, and the name of everything that is added. */
export const MARK = "harmless";

/** Meta-arguments: those that Terraform itself reads. */
const META = ["count", "for_each", "provider", "depends_on", "source", "version"];

export function eachText(files: Files, edit: (text: string) => string): Files | undefined {
  const changed = new Map([...files].map(([name, text]) => [name, name.endsWith(".tf") ? edit(text) : text]));
  return [...changed].some(([name, text]) => files.get(name) !== text) ? changed : undefined;
}

export function parsed(text: string): { readonly file: SourceFile; readonly body: Body } {
  const file = new SourceFile("main.tf", text);
  return { file, body: parseHcl(file).body };
}

export function blocksOf(body: Body): readonly Block[] {
  return body.items.filter((item) => item.kind === "block");
}

export function isResource({ type }: Block): boolean {
  return type === "resource";
}

export function plainArguments(block: Block) {
  return block.body.items.flatMap((item) => (item.kind === "attribute" && !META.includes(item.name) ? [item] : []));
}

/** Replaces calls of jsonencode in arguments of resources, if there is a replacement. */
export function withoutEncoding(text: string, replaced: (content: Expression) => string | undefined): string {
  const edits = blocksOf(parsed(text).body)
    .filter(isResource)
    .flatMap(plainArguments)
    .flatMap(({ expression }): Edit[] => {
      const [content] = expression.kind === "call" && expression.name === "jsonencode" ? expression.args : [];
      const newText = content && replaced(content);
      return newText === undefined ? [] : [{ start: expression.start, end: expression.end, newText }];
    });
  return applyEdits(text, edits);
}
