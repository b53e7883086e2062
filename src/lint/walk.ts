import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { configurationFileNames } from "../terraform/index.ts";
import { type IgnoreRules, ignoreRulesAbove, isIgnored, withIgnoreFile } from "./gitignore.ts";

const leftOut = new Set([".terraform", ".git", "node_modules"]);

/**
 * The directories at and below `top` that hold Terraform files, sorted. Left out is what git ignores, and what tools
 * keep there. Symbolic links to directories are not followed, so that nothing is seen twice and nothing runs in circles.
 * A directory that cannot be read is passed over unless it is `top`, which throws.
 */
export function findModuleDirectories(top: string): readonly string[] {
  const found: string[] = [];
  const visit = (directory: string, entries: readonly Dirent[], outer: IgnoreRules): void => {
    const rules = entries.some((entry) => entry.name === ".gitignore") ? withIgnoreFile(outer, directory) : outer;
    const kept = (entry: Dirent, isDirectory: boolean): boolean =>
      !isIgnored(rules, join(directory, entry.name), isDirectory);
    const files = entries.filter((entry) => !entry.isDirectory() && kept(entry, false)).map(({ name }) => name);
    if (configurationFileNames(files).length > 0) found.push(directory);
    for (const entry of entries) {
      if (!entry.isDirectory() || leftOut.has(entry.name) || !kept(entry, true)) continue;
      const below = readable(join(directory, entry.name));
      if (below) visit(join(directory, entry.name), below, rules);
    }
  };
  visit(top, readdirSync(top, { withFileTypes: true }), ignoreRulesAbove(top));
  return found.sort();
}

function readable(directory: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return undefined;
  }
}
