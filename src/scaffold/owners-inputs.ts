import path from "node:path";
import { applyEdits, type Body, parseHcl, SourceFile } from "../hcl/index.ts";
import { blocksOf, isValues, nameOf } from "./variable-values.ts";

/**
 * For an update that passes a variable on to a configuration around a module for the first time: where its owner has
 * done that by hand, theirs stays alone, instead of a second declaration, argument or value beside it.
 */
export function withoutOwnersInputs(
  files: ReadonlyMap<string, string>,
  written: ReadonlyMap<string, string>,
  present: (file: string) => string | undefined,
): ReadonlyMap<string, string> {
  const folders = new Set([...files.keys()].filter(isValues).map(path.posix.dirname));
  return new Map(
    [...files].map(([file, text]) => {
      const base = written.get(file);
      const now = base === undefined || !folders.has(path.posix.dirname(file)) ? undefined : present(file);
      return [file, base === undefined || now === undefined || now === base ? text : withoutKnown(text, base, now)];
    }),
  );
}

/** Removes what the owner has and `base` did not. */
function withoutKnown(text: string, base: string, now: string): string {
  const had = inputsOf(base);
  const theirs = new Set([...inputsOf(now).keys()].filter((name) => !had.has(name)));
  if (theirs.size === 0) return text;
  const places = [...inputsOf(text)].filter(([name]) => theirs.has(name)).map(([, place]) => place);
  return withoutPlaces(text, places);
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The variables of a file, the arguments of its calls of modules, and its values, each by what tells them apart. */
function inputsOf(text: string): ReadonlyMap<string, Place> {
  const attributes = ({ items }: Body, of: string): readonly [string, Place][] =>
    items.flatMap((item) => (item.kind === "attribute" ? [[`${of} ${item.name}`, item] as [string, Place]] : []));
  return new Map([
    ...attributes(parseHcl(new SourceFile("", text)).body, "value"),
    ...blocksOf(text, "variable").map((block): [string, Place] => [`variable ${nameOf(block)}`, block]),
    ...blocksOf(text, "module").flatMap((block) => attributes(block.body, `argument of ${nameOf(block)}`)),
  ]);
}

/** Removes whole lines, with the blank line before a block, and with the comment above values of which none is left. */
function withoutPlaces(text: string, places: readonly Place[]): string {
  const without = applyEdits(
    text,
    places.map(({ start, end }) => {
      const lineStart = text.lastIndexOf("\n", start - 1) + 1;
      const from = text.slice(start, end).includes("\n") && text.slice(0, lineStart).endsWith("\n\n") ? 1 : 0;
      return { start: lineStart - from, end: Math.min(end + 1, text.length), newText: "" };
    }),
  );
  const comments = /\n\n(?:#[^\n]*\n)+$/;
  return comments.test(text) ? without : without.replace(comments, "\n").replace(/\n\n(?=\}\n*$)/, "\n");
}
