import { dirname, relative, sep } from "node:path";
import ignore from "ignore";
import type { PathPatterns } from "./layer.ts";

/** Patterns that a configuration file holds, as .gitignore writes them. */
export function pathPatterns(configFile: string, patterns: readonly string[]): PathPatterns {
  return { directory: dirname(configFile), patterns: ignore().add([...patterns]) };
}

/** Whether a file is among those that patterns name; one outside of their directory is not. */
export function matches({ directory, patterns }: PathPatterns, file: string): boolean {
  const path = relative(directory, file).split(sep).join("/");
  return path !== "" && !path.startsWith("../") && patterns.ignores(path);
}
