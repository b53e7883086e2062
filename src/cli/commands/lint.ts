import { accessSync, constants } from "node:fs";
import { resolve } from "node:path";
import {
  failOnLevels,
  type Layer,
  type LintOutcome,
  type LintRequest,
  lint,
  lintAndFix,
  profiles,
  severities,
  writeText,
} from "../../lint/index.ts";
import { readError } from "../../read-error.ts";
import { count, loadReporter, type RenderContext } from "../../report/index.ts";
import { registry } from "../../rules/registry.generated.ts";
import { UserError } from "../../user-error.ts";
import { choose } from "../choose.ts";
import { palette } from "../colour.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";

export interface LintFlags {
  readonly format: string;
  readonly config?: string;
  readonly failOn?: string;
  readonly profile?: string;
  readonly rule: readonly string[];
  readonly only: readonly string[];
  readonly var: readonly string[];
  readonly varFile: readonly string[];
  readonly asOf?: string;
  readonly fix: boolean;
  readonly dryRun: boolean;
  readonly color: boolean;
}

/** Lints the paths, prints the report on stdout, and says by the exit code what came out. */
export async function runLint(paths: readonly string[], flags: LintFlags, io: Io): Promise<ExitCode> {
  const render = await loadReporter(flags.format);
  if (flags.dryRun && !flags.fix) throw new UserError("--dry-run goes with --fix", "Without --fix nothing is written");
  const request = toRequest(paths, flags, io);
  if (flags.fix && flags.dryRun) return showFixes(request, io);
  const outcome = flags.fix ? await fixFiles(request, io) : await lint(request);
  const context: RenderContext = {
    sourceLine: (file, line) => outcome.sources.get(file)?.line(line),
    palette: await palette(flags.color, io),
    // only for formats that ask: their texts are read from a file of their own
    get rules() {
      return registry.map(({ id, category, rule }) => ({ id, category, ...rule }));
    },
    suppressed: outcome.suppressed,
  };
  io.stdout.write(render(outcome.report, context));
  return verdict(outcome);
}

function verdict({ isIncomplete, isFailure }: LintOutcome): ExitCode {
  if (isIncomplete) return ExitCode.unable;
  return isFailure ? ExitCode.findings : ExitCode.clean;
}

/** Fixes what can be fixed for certain, and gives what is then left. */
async function fixFiles(request: LintRequest, io: Io): Promise<LintOutcome> {
  const { outcome, changes, fixed } = await lintAndFix(request);
  for (const { file, text } of changes) writeText(resolve(io.cwd, file), text, file);
  if (fixed > 0) io.stderr.write(`Fixed ${count(fixed, "finding")} in ${count(changes.length, "file")}\n`);
  return outcome;
}

/** Prints what --fix would change, and fails where it would change something. */
async function showFixes(request: LintRequest, io: Io): Promise<ExitCode> {
  const { outcome, changes } = await lintAndFix(request);
  const { moduleDiff } = await import("../../scaffold/module-diff.ts");
  io.stdout.write(moduleDiff(changes.map((change) => ({ kind: "replace", ...change }))));
  if (outcome.isIncomplete) return ExitCode.unable;
  return changes.length > 0 ? ExitCode.findings : ExitCode.clean;
}

function toRequest(paths: readonly string[], flags: LintFlags, io: Io): LintRequest {
  return {
    paths,
    cwd: io.cwd,
    configFile: flags.config === undefined ? undefined : readableFile(flags.config, io.cwd),
    flags: toLayer(flags),
    only: flags.only
      .flatMap((ids) => ids.split(","))
      .map((id) => id.trim())
      .filter((id) => id !== ""),
    variables: {
      assignments: flags.var.map(toAssignment),
      files: flags.varFile.map((file) => readableFile(file, io.cwd)),
      environment: io.env,
    },
    asOf: flags.asOf === undefined ? new Date().toISOString().slice(0, "YYYY-MM-DD".length) : toDay(flags.asOf),
  };
}

function toLayer({ profile, failOn, rule }: LintFlags): Layer {
  return {
    origin: "command line",
    profile: profile === undefined ? undefined : choose("--profile", profile, profiles),
    failOn: failOn === undefined ? undefined : choose("--fail-on", failOn, failOnLevels),
    levels: new Map(rule.map(toLevel)),
    options: new Map(),
    variables: new Map(),
  };
}

function toAssignment(setting: string): { name: string; text: string } {
  const at = setting.indexOf("=");
  if (at <= 0) throw new UserError(`--var ${setting} sets no variable`, "Write --var name=value");
  return { name: setting.slice(0, at), text: setting.slice(at + 1) };
}

function readableFile(file: string, cwd: string): string {
  const absolute = resolve(cwd, file);
  try {
    accessSync(absolute, constants.R_OK);
  } catch (error) {
    throw readError(file, error);
  }
  return absolute;
}

function toLevel(setting: string): [string, ReturnType<typeof level>] {
  const at = setting.indexOf("=");
  if (at < 0)
    throw new UserError(
      `--rule ${setting} sets no severity`,
      `Write --rule ${setting}=error, or another of ${levels.join(", ")}`,
    );
  return [setting.slice(0, at), level(setting.slice(at + 1))];
}

const levels = [...severities, "off"] as const;
const level = (name: string) => choose("--rule", name, levels);

function toDay(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text))
    return text;
  throw new UserError(`--as-of ${text} is not a date`, "Write it as YYYY-MM-DD");
}
