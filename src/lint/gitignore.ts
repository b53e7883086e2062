import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { readRegularFile } from "../regular-file.ts";

/** The .gitignore files in force in a directory, the outermost first. */
export type IgnoreRules = readonly { readonly directory: string; readonly patterns: Ignore }[];

/** The rules above a directory: the .gitignore files from the repository's root down to the directory's parent. */
export function ignoreRulesAbove(directory: string): IgnoreRules {
  return directoriesAbove(directory).reduce<IgnoreRules>(ignoreRulesIn, []);
}

/** Whether git leaves a file (absolute path) out, so that it is not committed. */
export function isGitIgnored(file: string): boolean {
  const own = dirname(file);
  const rules = [...directoriesAbove(own), own].flatMap(ownRules);
  return decide(rules, (rule) => test(rule, file));
}

/** The directories from the repository's root down to a directory's parent; none outside of a repository. */
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
 * The rules in a directory that is looked at, from those above it and its own .gitignore. One that would leave the
 * directory out has been overruled, by name or by an inner file, and says no more about what lies in it.
 */
export function ignoreRulesIn(above: IgnoreRules, directory: string): IgnoreRules {
  const rules = above.filter((rule) => !test(rule, `${directory}/`).ignored);
  return [...rules, ...ownRules(directory)];
}

/** Whether git leaves a directory out. */
export function isIgnored(rules: IgnoreRules, directory: string): boolean {
  return decide(rules, (rule) => test(rule, `${directory}/`));
}

interface Verdict {
  readonly ignored: boolean;
  readonly unignored: boolean;
}

/** The innermost file that says something decides. */
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
