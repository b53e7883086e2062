import { resolve } from "node:path";
import {
  type FileChange,
  type LintOutcome,
  type LintRequest,
  lint,
  lintAndChoose,
  lintAndFix,
  writeChanges,
} from "../../lint/index.ts";
import { count, loadReporter, type Palette, plain, printable, type RenderContext } from "../../report/index.ts";
import { registry } from "../../rules/registry.generated.ts";
import { UserError } from "../../user-error.ts";
import { writeBaseline } from "../baseline.ts";
import { palette } from "../colour.ts";
import { ExitCode } from "../exit-code.ts";
import { rulePage, showsHyperlinks } from "../hyperlinks.ts";
import type { Io } from "../io.ts";
import { type JudgeFlags, toRequest } from "../lint-request.ts";
import { toOutputs, writeReport } from "../outputs.ts";
import { readStdin } from "../stdin.ts";
import { askSuggestion, requirePerson } from "../suggestions.ts";

// the worker threads of a run take it from the same chunk of the bundle
export { judgeShare } from "../../lint/index.ts";

/** The flags of `lint`, as parsed by commander. */
export interface LintFlags extends JudgeFlags {
  readonly format: string;
  readonly output: readonly string[];
  readonly writeBaseline: boolean;
  readonly stdin: boolean;
  readonly stdinFilename?: string;
  readonly fix: boolean;
  readonly fixSuggestions: boolean;
  readonly dryRun: boolean;
  readonly color: boolean;
}

/** Lints the paths, writes the reports, and returns the exit code that tells the outcome. */
export async function runLint(paths: readonly string[], flags: LintFlags, io: Io): Promise<ExitCode> {
  requireThatFlagsAgree(paths, flags, io);
  const outputs = await toOutputs(flags.format, flags.output);
  const request = await withStdin(toRequest(paths.length > 0 ? paths : ["."], flags, io), flags, io);
  if (flags.fix && flags.dryRun) return showFixes(request, io);
  const outcome = flags.fixSuggestions
    ? await chooseFixes(request, flags, io)
    : flags.fix
      ? await fixFiles(request, io)
      : await lint(request);
  if (flags.writeBaseline) {
    writeBaseline(outcome, flags.baseline, io);
    return outcome.isIncomplete ? ExitCode.unable : ExitCode.clean;
  }
  writeReport(outcome.report, outputs, await renderContexts(outcome, flags, io), io);
  return verdict(outcome);
}

function requireThatFlagsAgree(paths: readonly string[], flags: LintFlags, io: Io): void {
  const { fix, dryRun, stdin, stdinFilename, writeBaseline: writes, since } = flags;
  if (dryRun && !fix) throw new UserError("--dry-run goes with --fix", "Without --fix nothing is written");
  if (flags.fixSuggestions) requirePerson(io);
  if (flags.fixSuggestions && dryRun) throw new UserError("--dry-run does not go with --fix-suggestions");
  if (stdin !== (stdinFilename !== undefined)) {
    throw new UserError(
      "--stdin and --stdin-filename go together",
      "Write --stdin --stdin-filename path/of/the/file.tf",
    );
  }
  if (stdin && paths.length > 0)
    throw new UserError("--stdin takes no paths", "--stdin-filename says which file it is");
  if (stdin && (fix || flags.fixSuggestions) && !dryRun)
    throw new UserError("--fix cannot write to stdin", "Add --dry-run, which prints a diff");
  if (writes && since !== undefined) {
    throw new UserError("--write-baseline records all findings, but --since leaves some of them out");
  }
}

async function withStdin(request: LintRequest, { stdinFilename, writeBaseline: writes }: LintFlags, io: Io) {
  const narrowing = writes ? {} : (request.narrowing ?? {});
  if (stdinFilename === undefined) return { ...request, narrowing };
  const text = await readStdin(io);
  return { ...request, narrowing, paths: [stdinFilename], texts: new Map([[resolve(io.cwd, stdinFilename), text]]) };
}

async function renderContexts(
  outcome: LintOutcome,
  { color }: LintFlags,
  io: Io,
): Promise<{ terminal: RenderContext; plain: RenderContext }> {
  const known = new Set(registry.map(({ id }) => id));
  let rules: RenderContext["rules"] | undefined;
  const context = (colours: Palette, ruleLink: RenderContext["ruleLink"]): RenderContext => ({
    sourceLine: (file, line) => outcome.sources.get(file)?.line(line),
    palette: colours,
    // lazy: the texts of rules are in a separate file, and few formats ask for them
    get rules() {
      rules ??= registry.map(({ id, category, rule }) => ({ id, category, ...rule }));
      return rules;
    },
    suppressed: outcome.suppressed,
    ruleLink,
  });
  const noLink = () => undefined;
  const pageLink = (rule: string) => (known.has(rule) ? rulePage(rule) : undefined);
  return {
    terminal: context(await palette(color, io), showsHyperlinks(io) ? pageLink : noLink),
    plain: context(plain, noLink),
  };
}

function verdict({ isIncomplete, isFailure }: LintOutcome): ExitCode {
  if (isIncomplete) return ExitCode.unable;
  return isFailure ? ExitCode.findings : ExitCode.clean;
}

/** Applies all fixes, and returns what is left to report. */
async function fixFiles(request: LintRequest, io: Io): Promise<LintOutcome> {
  const { outcome, changes, fixed } = await lintAndFix(request);
  writeFixes(changes, fixed, io);
  return outcome;
}

/** Applies all fixes, lets the user choose among suggestions, and returns what is left to report. */
async function chooseFixes(request: LintRequest, flags: LintFlags, io: Io): Promise<LintOutcome> {
  await fixFiles(request, io);
  const stylish = await loadReporter("stylish");
  const { outcome, changes, fixed } = await lintAndChoose(request, async (finding, current) => {
    const report = { ...current.report, findings: [finding] };
    const { terminal } = await renderContexts(current, flags, io);
    // without the last line, which counts the findings of all files
    const shown = stylish(report, terminal).split("\n").slice(0, -2).join("\n");
    return askSuggestion(finding, shown, io);
  });
  writeFixes(changes, fixed, io);
  return outcome;
}

function writeFixes(changes: readonly FileChange[], fixed: number, io: Io): void {
  writeChanges(changes, io.cwd);
  if (fixed > 0) io.stderr.write(`Fixed ${count(fixed, "finding")} in ${count(changes.length, "file")}\n`);
}

/** Prints what --fix would change; the exit code tells whether it would change anything. */
async function showFixes(request: LintRequest, io: Io): Promise<ExitCode> {
  const { outcome, changes } = await lintAndFix(request);
  const { moduleDiff } = await import("../../scaffold/module-diff.ts");
  const diff = moduleDiff(changes.map((change) => ({ kind: "replace", ...change })));
  // on a terminal, control characters must not take effect; elsewhere the diff is printed as it is, so that it can be
  // applied
  io.stdout.write(io.isTerminal.stdout ? diff.split("\n").map(printable).join("\n") : diff);
  if (outcome.isIncomplete) return ExitCode.unable;
  return changes.length > 0 ? ExitCode.findings : ExitCode.clean;
}
