import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { configurationFileNames } from "../terraform/index.ts";
import { type IgnoreRules, ignoreRulesAbove, ignoreRulesIn, isIgnored } from "./gitignore.ts";

const leftOut = new Set([".terraform", ".git", "node_modules"]);

/**
 * The directories at and below `top` that hold Terraform files, sorted. Left out is what git ignores, and what tools
 * keep there. Symbolic links to directories are not followed, so that nothing is seen twice and nothing runs in circles.
 * A directory that cannot be read is passed over unless it is `top`, which throws.
 */
export function findModuleDirectories(top: string): readonly string[] {
  const found: string[] = [];
  const visit = (directory: string, entries: readonly Dirent[], above: IgnoreRules): void => {
    const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    if (configurationFileNames(files).length > 0) found.push(directory);
    const rules = ignoreRulesIn(above, directory);
    for (const entry of entries) {
      const below = join(directory, entry.name);
      if (!entry.isDirectory() || leftOut.has(entry.name) || isIgnored(rules, below)) continue;
      const inner = readable(below);
      if (inner) visit(below, inner, rules);
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
