import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { readRegularFile } from "../regular-file.ts";

/** The .gitignore files in force in a directory, outermost first. */
export type IgnoreRules = readonly { readonly directory: string; readonly patterns: Ignore }[];

/** The rules from above a directory: the .gitignore files from the repository's root down to the directory's parent. */
export function ignoreRulesAbove(directory: string): IgnoreRules {
  return directoriesAbove(directory).reduce<IgnoreRules>(ignoreRulesIn, []);
}

/** Whether git ignores a file (absolute path). */
export function isGitIgnored(file: string): boolean {
  const own = dirname(file);
  const rules = [...directoriesAbove(own), own].flatMap(ownRules);
  return decide(rules, (rule) => test(rule, file));
}

/** The directories from the repository's root down to a directory's parent; empty outside of a repository. */
function directoriesAbove(directory: string): readonly string[] {
  const above: string[] = [];
  let at = directory;
  while (!existsSync(join(at, ".git"))) {
    const parent = dirname(at);
    if (parent === at) return [];
    above.unshift(parent);
    at = parent;
  }
  return above;
}

/**
 * The rules in force in a directory that is visited: those from above and its own .gitignore. A rule that would exclude
 * the directory itself has been overridden, by a name on the command line or an inner file, and no longer applies to
 * its content.
 */
export function ignoreRulesIn(above: IgnoreRules, directory: string): IgnoreRules {
  const rules = above.filter((rule) => !test(rule, `${directory}/`).ignored);
  return [...rules, ...ownRules(directory)];
}

/** Whether git ignores a directory. */
export function isIgnored(rules: IgnoreRules, directory: string): boolean {
  return decide(rules, (rule) => test(rule, `${directory}/`));
}

interface Verdict {
  readonly ignored: boolean;
  readonly unignored: boolean;
}

/** The innermost file with a matching pattern decides. */
function decide(rules: IgnoreRules, ask: (rule: IgnoreRules[number]) => Verdict): boolean {
  for (const rule of rules.toReversed()) {
    const { ignored, unignored } = ask(rule);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function test(rule: IgnoreRules[number], path: string): Verdict {
  const slash = path.endsWith("/") ? "/" : "";
  return rule.patterns.test(relative(rule.directory, path).split(sep).join("/") + slash);
}

function ownRules(directory: string): IgnoreRules {
  try {
    const text = readRegularFile(join(directory, ".gitignore"));
    return [{ directory, patterns: ignore().add(text) }];
  } catch {
    return [];
  }
}
