import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

/** The .gitignore files in force in a directory, the outermost first. */
export type IgnoreRules = readonly { readonly directory: string; readonly patterns: Ignore }[];

/** The rules above a directory: the .gitignore files from the repository's root down to the directory's parent. */
export function ignoreRulesAbove(directory: string): IgnoreRules {
  const above: string[] = [];
  let at = directory;
  while (!existsSync(join(at, ".git"))) {
    const parent = dirname(at);
    if (parent === at) return [];
    above.unshift(parent);
    at = parent;
  }
  return above.reduce<IgnoreRules>(ignoreRulesIn, []);
}

/**
 * The rules in a directory that is looked at, from those above it and its own .gitignore. One that would leave the
 * directory out has been overruled, by name or by an inner file, and says no more about what lies in it.
 */
export function ignoreRulesIn(above: IgnoreRules, directory: string): IgnoreRules {
  const rules = above.filter((rule) => rule.directory === directory || !test(rule, directory).ignored);
  try {
    const text = readFileSync(join(directory, ".gitignore"), "utf8");
    return [...rules, { directory, patterns: ignore().add(text) }];
  } catch {
    return rules;
  }
}

/** Whether git leaves a directory out; the innermost file that says something decides. */
export function isIgnored(rules: IgnoreRules, directory: string): boolean {
  return isLeftOut(rules, (rule) => test(rule, directory));
}

/** Whether git leaves a file out, by the .gitignore files from the repository's root down to its directory. */
export function isFileIgnored(file: string): boolean {
  const directory = dirname(file);
  return isLeftOut(ignoreRulesIn(ignoreRulesAbove(directory), directory), ({ directory: from, patterns }) =>
    patterns.test(relative(from, file).split(sep).join("/")),
  );
}

function isLeftOut(rules: IgnoreRules, answer: (rule: IgnoreRules[number]) => Answer): boolean {
  for (const rule of rules.toReversed()) {
    const { ignored, unignored } = answer(rule);
    if (ignored || unignored) return ignored;
  }
  return false;
}

interface Answer {
  readonly ignored: boolean;
  readonly unignored: boolean;
}

function test(rule: IgnoreRules[number], directory: string): Answer {
  return rule.patterns.test(`${relative(rule.directory, directory).split(sep).join("/")}/`);
}
