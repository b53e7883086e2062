import { dirname, relative, sep } from "node:path";
import ignore from "ignore";
import type { PathPatterns } from "./layer.ts";

/** Patterns in a configuration file, in the syntax of .gitignore. */
export function pathPatterns(configFile: string, patterns: readonly string[]): PathPatterns {
  return { directory: dirname(configFile), patterns: ignore().add([...patterns]) };
}

/** Whether patterns match a file; files outside of the patterns' directory never match. */
export function matches({ directory, patterns }: PathPatterns, file: string): boolean {
  const path = relative(directory, file).split(sep).join("/");
  return path !== "" && !path.startsWith("../") && patterns.ignores(path);
}
