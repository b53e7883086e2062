import { dirname } from "node:path";
import { grouped } from "../grouped.ts";
import type { SourceFile } from "../hcl/index.ts";
import { oncePer } from "../once-per.ts";
import type { Finding } from "../report/index.ts";
import type { Module, Place } from "../terraform/index.ts";
import { displayPath, textRange } from "./place.ts";

/**
 * The calls that lead to the module instance of a place, outermost first: `module.orders (main.tf:4)`. If only the file
 * is known, the first such path.
 */
export function traceTo(place: Place, modules: readonly Module[], cwd: string): readonly string[] {
  const holders = holdersOf(modules, place.file);
  const module = holders.find((one) => one === place.module) ?? holders[0];
  return (module?.trace ?? []).map(({ name, declared: { declared } }) => {
    const { line } = textRange(declared.file, declared.node).start;
    return `module.${name} (${displayPath(declared.file.path, cwd)}:${line})`;
  });
}

/** The modules whose directory a file belongs to, as configuration or next to it. */
function holdersOf(modules: readonly Module[], file: SourceFile): readonly Module[] {
  const { bySource, byPath } = byFile(modules);
  return bySource.get(file) ?? byPath.get(dirname(file.path)) ?? [];
}

const byFile = oncePer((modules: readonly Module[]) => ({
  bySource: grouped(modules, ({ directory }) => directory.sources),
  byPath: grouped(modules, ({ directory }) => [directory.path]),
}));

/** The places of the calls in a finding's trace. */
export function callPlaces({ trace = [] }: Finding): readonly { readonly file: string; readonly line: number }[] {
  return trace.flatMap((call) => {
    const [, file, line] = /^module\.[^ ]+ \((.+):(\d+)\)$/.exec(call) ?? [];
    return file === undefined ? [] : [{ file, line: Number(line) }];
  });
}
