import path from "node:path";
import { applyEdits, formatHcl } from "../hcl/index.ts";
import { attributesOf, defaultsOf, isValues, VALUES_FILE } from "./variable-values.ts";

/**
 * For an update that lets configurations decide about variables for the first time: until now the module's defaults
 * held, so where its owner changed one since it was written, the configurations get that value.
 */
export function withOwnersDefaults(
  files: ReadonlyMap<string, string>,
  written: ReadonlyMap<string, string>,
  present: (file: string) => string | undefined,
): ReadonlyMap<string, string> {
  const changed = new Map([...written].flatMap(([file, base]) => changedDefaults(file, base, written, present)));
  if (changed.size === 0) return files;
  return new Map(
    [...files].map(([file, text]) => {
      const base = isValues(file) ? written.get(file) : undefined;
      return [file, base === undefined ? text : withValues(text, base, changed)];
    }),
  );
}

/** The defaults that differ from those written, in a file that declares variables whose values are not beside it. */
function changedDefaults(
  file: string,
  base: string,
  written: ReadonlyMap<string, string>,
  present: (file: string) => string | undefined,
): readonly (readonly [string, string])[] {
  const folder = path.posix.dirname(file);
  if (path.posix.basename(file) !== "variables.tf" || written.has(path.posix.join(folder, VALUES_FILE))) return [];
  const before = defaultsOf(base);
  return [...defaultsOf(present(file) ?? base)].filter(
    ([name, value]) => before.has(name) && before.get(name) !== value,
  );
}

/** Replaces the values of names that the text has and `base` does not. */
function withValues(text: string, base: string, values: ReadonlyMap<string, string>): string {
  const had = new Set(attributesOf(base).map(({ name }) => name));
  const edits = attributesOf(text).flatMap(({ name, expression: { start, end } }) => {
    const newText = had.has(name) ? undefined : values.get(name);
    return newText === undefined ? [] : [{ start, end, newText }];
  });
  return formatHcl(applyEdits(text, edits));
}
