import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

/** The .gitignore files in force at a directory, the outermost first. */
export interface IgnoreRules {
  readonly layers: readonly { readonly directory: string; readonly patterns: Ignore }[];
}

/** What holds at `directory` before it is entered: the .gitignore files from the repository's root down to its parent. */
export function ignoreRulesAbove(directory: string): IgnoreRules {
  const above: string[] = [];
  let at = directory;
  while (!existsSync(join(at, ".git"))) {
    const parent = dirname(at);
    if (parent === at) return { layers: [] };
    above.unshift(parent);
    at = parent;
  }
  return above.reduce(withIgnoreFile, { layers: [] });
}

/** The rules with those of the directory's own .gitignore, if it has a readable one. */
export function withIgnoreFile(rules: IgnoreRules, directory: string): IgnoreRules {
  let text: string;
  try {
    text = readFileSync(join(directory, ".gitignore"), "utf8");
  } catch {
    return rules;
  }
  return { layers: [...rules.layers, { directory, patterns: ignore().add(text) }] };
}

/** Whether git leaves the directory or file out; the innermost file that says something decides. */
export function isIgnored(rules: IgnoreRules, path: string, isDirectory: boolean): boolean {
  for (const { directory, patterns } of rules.layers.toReversed()) {
    const name = relative(directory, path).split(sep).join("/") + (isDirectory ? "/" : "");
    const { ignored, unignored } = patterns.test(name);
    if (ignored || unignored) return ignored;
  }
  return false;
}
