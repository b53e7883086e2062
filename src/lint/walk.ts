import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { configurationFileNames } from "../terraform/index.ts";
import { type IgnoreRules, ignoreRulesAbove, ignoreRulesIn, isIgnored } from "./gitignore.ts";

const leftOut = new Set([".terraform", ".git", "node_modules"]);

/**
 * The directories at and below `top` that contain Terraform files, sorted, without those that git ignores or tools
 * write. Symbolic links to directories are not followed, so that nothing is visited twice or in a cycle. A directory
 * that cannot be read is skipped, except `top`, for which this throws.
 * @param most if more directories than this would have to be visited, the result is empty
 */
export function findModuleDirectories(top: string, most = Number.POSITIVE_INFINITY): readonly string[] {
  const found: string[] = [];
  let visited = 0;
  const visit = (directory: string, entries: readonly Dirent[], above: IgnoreRules): void => {
    if (++visited > most) return;
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
  return visited > most ? [] : found.sort();
}

function readable(directory: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return undefined;
  }
}
