import type { Finding } from "../report/index.ts";
import type { Module, Place } from "../terraform/index.ts";
import { displayPath, textRange } from "./place.ts";

/**
 * The calls that lead to the module instance a place was met in, outermost first: `module.orders (main.tf:4)`. Where only the
 * file is known, the first way to it.
 */
export function traceTo(place: Place, modules: readonly Module[], cwd: string): readonly string[] {
  const holders = modules.filter(({ directory }) => directory.holds(place.file));
  const module = holders.find((one) => one === place.module) ?? holders[0];
  return (module?.trace ?? []).map(({ name, declared: { declared } }) => {
    const { line } = textRange(declared.file, declared.node).start;
    return `module.${name} (${displayPath(declared.file.path, cwd)}:${line})`;
  });
}

/** Where each call of a finding's trace is written. */
export function callPlaces({ trace = [] }: Finding): readonly { readonly file: string; readonly line: number }[] {
  return trace.flatMap((call) => {
    const [, file, line] = /^module\.[^ ]+ \((.+):(\d+)\)$/.exec(call) ?? [];
    return file === undefined ? [] : [{ file, line: Number(line) }];
  });
}
