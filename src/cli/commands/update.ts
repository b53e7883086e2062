import path from "node:path";
import { loadFeatures } from "../../scaffold/feature.ts";
import type { Answers } from "../../scaffold/gather-answers.ts";
import { parseSetOptions } from "../../scaffold/given-answers.ts";
import { readManifest } from "../../scaffold/manifest.ts";
import { moduleDiff } from "../../scaffold/module-diff.ts";
import type { ChangePlan, Collision } from "../../scaffold/plan-changes.ts";
import { planUpdate } from "../../scaffold/plan-update.ts";
import { changedAnswers, type Revision, recordedAnswers } from "../../scaffold/recorded-answers.ts";
import { renderModule } from "../../scaffold/render-module.ts";
import { writeChanges } from "../../scaffold/write-changes.ts";
import type { UserError } from "../../user-error.ts";
import { inTheWay, listing } from "../change-listing.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { misplacedFiles } from "../misplaced-files.ts";
import { uninterrupted } from "../uninterrupted.ts";

/** The flags of `update`. */
export interface UpdateOptions {
  /** `key=value`, which replace the recorded answers. */
  readonly set: readonly string[];
  /** Write nothing, and fail if something would change. */
  readonly check?: boolean | undefined;
  /** Show what would change in the files, without writing. */
  readonly diff?: boolean | undefined;
}

/** `lambda-tf update [directory]`: rewrites a module that init wrote, keeping its owner's edits. */
export async function runUpdate(directory: string, options: UpdateOptions, io: Io): Promise<ExitCode> {
  const features = loadFeatures();
  const recorded = recordedAnswers(path.resolve(io.cwd, directory), directory);
  const changed = parseSetOptions(options.set, features);
  return rewrite("update", { directory, recorded, changed }, options, io);
}

/** Rewrites a module for changed answers. */
export async function rewrite(
  command: string,
  revision: Revision,
  { set, check, diff }: UpdateOptions,
  io: Io,
): Promise<ExitCode> {
  const { directory } = revision;
  const folder = path.resolve(io.cwd, directory);
  const repeat = (answers: Answers): string => {
    const options = [...set, ...[...answers].map(([key, answer]) => `${key}=${answer}`)];
    return ["lambda-tf", command, quoted(directory), ...options.map((option) => `--set ${quoted(option)}`)].join(" ");
  };
  const gathered = await changedAnswers(revision, folder, loadFeatures(), repeat);
  const plan = planUpdate(folder, renderModule(gathered), readManifest(folder));
  if (plan.collisions.length > 0) throw refusal(plan.collisions, directory);
  const isCurrent = plan.changes.every(({ kind }) => kind === "keep");
  if (diff) io.stdout.write(moduleDiff(plan.changes));
  else if (check) io.stdout.write(listing(plan.changes, "would "));
  if (check) return isCurrent ? ExitCode.clean : ExitCode.findings;
  if (diff) return ExitCode.clean;
  uninterrupted(() => writeChanges(folder, plan.changes));
  const done = `${listing(plan.changes, "")}${misplacedFiles(folder, plan.changes)}`;
  io.stdout.write(isCurrent ? `The module in ${directory} is up to date: nothing changed.\n` : done);
  return reportConflicts(plan, io);
}

/** A word of a command line, quoted for a shell where necessary. */
function quoted(word: string): string {
  return /^[\w.,/:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function reportConflicts({ changes }: ChangePlan, io: Io): ExitCode {
  const files = changes.filter((change) => change.kind === "merge" && change.hasConflict).map(({ file }) => file);
  if (files.length === 0) return ExitCode.clean;
  io.stderr.write(
    `You and the templates changed the same lines of ${files.join(", ")}: resolve the conflicts between <<<<<<< and >>>>>>>\n`,
  );
  return ExitCode.findings;
}

function refusal(collisions: readonly Collision[], directory: string): UserError {
  const isUnsettled = collisions.every(({ remedy }) => remedy === "settle");
  const hint = isUnsettled ? "Resolve that, then run it again" : "Move them away, and merge them by hand afterwards";
  return inTheWay(collisions, directory, hint);
}
