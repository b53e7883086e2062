import { type Attribute, attributesWithin, type Expression, visitExpressions } from "../../../hcl/index.ts";
import type { Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { type ConfigurationFile, distinctDirectories, type Module } from "../../../terraform/index.ts";

/** The files in native syntax of the stack's modules, each once, without those that do not parse. */
export function nativeFiles(stack: Stack): readonly ConfigurationFile[] {
  return distinctDirectories(stack.modules).flatMap(nativeFilesOf);
}

/** The files of a module in native syntax that parse. */
export function nativeFilesOf({ directory }: Module): readonly ConfigurationFile[] {
  return directory.files.filter(({ syntax, parsed }) => syntax === "native" && parsed.errors.length === 0);
}

/** The files of a module that parse, in either syntax. The configuration in a plan does not count as a file. */
export function parsedFilesOf({ directory }: Module): readonly ConfigurationFile[] {
  if (directory.origin === "plan") return [];
  return directory.files.filter(({ parsed }) => parsed.errors.length === 0);
}

/** Kinds of expressions that are searched for throughout a file. */
type SearchedKind = "template" | "index" | "splat" | "call" | "binary" | "object";
type OfKind<K extends SearchedKind> = Extract<Expression, { kind: K }>;
type Found = { readonly [K in SearchedKind]: OfKind<K>[] };

/** Every expression of a kind in a file, at any depth. A file is walked once for all kinds. */
export function expressionsOfKind<K extends SearchedKind>(file: ConfigurationFile, kind: K): readonly OfKind<K>[] {
  return search(file)[kind];
}

const search = oncePer(({ parsed: { body } }: ConfigurationFile): Found => {
  const found: Found = { template: [], index: [], splat: [], call: [], binary: [], object: [] };
  for (const { attribute } of attributesWithin(body)) collect(attribute, found);
  return found;
});

function collect({ expression }: Attribute, found: Found): void {
  visitExpressions(expression, (inner) => {
    switch (inner.kind) {
      case "template":
        found.template.push(inner);
        break;
      case "index":
        found.index.push(inner);
        break;
      case "splat":
        found.splat.push(inner);
        break;
      case "call":
        found.call.push(inner);
        break;
      case "binary":
        found.binary.push(inner);
        break;
      case "object":
        found.object.push(inner);
        break;
    }
  });
}
