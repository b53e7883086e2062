import { dirname } from "node:path";
import type { Stack } from "../lambda/index.ts";
import type { Finding, FindingFix } from "../report/index.ts";
import type { Fix, RuleContext, RuleFinding } from "../rules/rule.ts";
import type { Module, Place } from "../terraform/index.ts";
import { isFileIgnored } from "./gitignore.ts";
import { displayPath, textRange } from "./place.ts";
import type { ActiveRule } from "./selection.ts";

export interface JudgeOptions {
  readonly rules: readonly ActiveRule[];
  /** The day that counts as today, YYYY-MM-DD. */
  readonly asOf: string;
  readonly cwd: string;
  /** Every root of the run, loaded for itself. */
  readonly roots: readonly Module[];
  /** Whether a file (absolute) is reported on. */
  readonly covers: (file: string) => boolean;
}

/** What the rules find in one root module and all that it calls. A rule that throws is a bug, and says which rule it was. */
export function judge(stack: Stack, options: JudgeOptions): readonly Finding[] {
  const { asOf, roots } = options;
  const context: RuleContext = { stack, asOf, roots, isIgnored: isFileIgnored };
  return options.rules.flatMap((active) =>
    run(active, context)
      .filter(({ at }) => options.covers(at.file.path))
      .map((found) => toFinding(found, active, stack, options.cwd)),
  );
}

function run({ id, rule, options }: ActiveRule, context: RuleContext): readonly RuleFinding[] {
  try {
    return [...rule.check(context, options)];
  } catch (error) {
    const root = context.stack.root.directory.path;
    throw new Error(`rule ${id} failed on ${root}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

function toFinding(found: RuleFinding, { id, rule, severity }: ActiveRule, stack: Stack, cwd: string): Finding {
  const { at, message, resource, help, fix, related } = found;
  const trace = traceTo(at, stack, cwd);
  return {
    rule: id,
    severity: severity ?? found.severity ?? rule.severity,
    message,
    ...(resource === undefined ? {} : { resource }),
    ...located(at, cwd),
    help,
    ...(fix === undefined ? {} : { fix: toFix(fix, cwd) }),
    ...(related === undefined
      ? {}
      : { related: related.map((place) => ({ ...located(place.at, cwd), message: place.message })) }),
    ...(trace.length === 0 ? {} : { trace }),
  };
}

function toFix({ title, edits }: Fix, cwd: string): FindingFix {
  return { title, edits: edits.map(({ place, newText }) => ({ ...located(place, cwd), newText })) };
}

function located(place: Place, cwd: string): Pick<Finding, "file" | "range"> {
  return { file: displayPath(place.file.path, cwd), range: textRange(place.file, place) };
}

/** The calls that lead to the module a place lies in; the first way, where there are several. */
function traceTo(place: Place, stack: Stack, cwd: string): readonly string[] {
  const directory = dirname(place.file.path);
  const calls = stack.modules.find((module) => module.directory.path === directory)?.trace ?? [];
  return calls.map(({ name, declared: { declared } }) => {
    const { file, range } = located({ file: declared.file, ...declared.node }, cwd);
    return `module.${name} (${file}:${range.start.line})`;
  });
}
