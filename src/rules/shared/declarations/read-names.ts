import { oncePer } from "../../../once-per.ts";
import type { Module } from "../../../terraform/index.ts";

/** The names in a module's text. A name in a comment counts as used. */
export interface ReadNames {
  /** Every word in the files of the module and of modules it calls. */
  readonly words: ReadonlySet<string>;
  /** The attributes that are read from a map's values, as in `each.value.timeout`. */
  readonly ofElements: ReadonlySet<string>;
  readonly text: string;
}

const WORD = /[A-Za-z_][\w-]*/g;
const OF_ELEMENT = /\b[\w]*(?:value|v)(?:\.([A-Za-z_]\w*)|\["([\w-]+)"\]|\s*,\s*"([\w-]+)")/g;

/** Cached per module. */
export const readNames = oncePer((module: Module): ReadNames => {
  const text = module.directory.sources
    .map((source) => source.written({ start: 0, end: source.text.length }))
    .join("\n");
  const words = new Set(text.match(WORD));
  for (const child of module.children) for (const word of readNames(child).words) words.add(word);
  return { words, ofElements: captured(text, OF_ELEMENT), text };
});

/** The attributes that are read from a variable, as in `var.settings.timeout`. */
export function readOfVariable({ text }: ReadNames, name: string): ReadonlySet<string> {
  return captured(
    text,
    new RegExp(`\\bvar\\.${name}(?:\\.([A-Za-z_]\\w*)|\\["([\\w-]+)"\\]|\\s*,\\s*"([\\w-]+)")`, "g"),
  );
}

function captured(text: string, pattern: RegExp): ReadonlySet<string> {
  return new Set([...text.matchAll(pattern)].map(([, ...names]) => names.find((name) => name !== undefined) ?? ""));
}
