import { lstatSync, type Stats, statSync } from "node:fs";
import path from "node:path";
import { readError } from "../../read-error.ts";
import { missingAnswers, wrongAnswers } from "../../scaffold/answer-errors.ts";
import { type AnswerProblem, checkAnswers } from "../../scaffold/check-answers.ts";
import { defaultAnswer } from "../../scaffold/default-answer.ts";
import { type Answer, type Feature, loadFeatures } from "../../scaffold/feature.ts";
import { type Answers, type Gathered, gatherAnswers, type Question } from "../../scaffold/gather-answers.ts";
import { parseSetOptions, readAnswersFile } from "../../scaffold/given-answers.ts";
import { withImplied } from "../../scaffold/implied-answers.ts";
import { readManifest } from "../../scaffold/manifest.ts";
import { moduleDiff } from "../../scaffold/module-diff.ts";
import { type Collision, planChanges } from "../../scaffold/plan-changes.ts";
import { presetAnswers } from "../../scaffold/presets.ts";
import { findRecordedAnswers, recordedAnswer } from "../../scaffold/recorded-answers.ts";
import { renderModule } from "../../scaffold/render-module.ts";
import { writeChanges } from "../../scaffold/write-changes.ts";
import { UserError } from "../../user-error.ts";
import { inTheWay, listing } from "../change-listing.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { misplacedFiles } from "../misplaced-files.ts";
import { uninterrupted } from "../uninterrupted.ts";

/** The flags of `init`. */
export interface InitOptions {
  /** The name of a set of answers shipped with the package. */
  readonly preset?: string | undefined;
  /** A JSON file of answers, which take precedence over the preset. */
  readonly answers?: string | undefined;
  /** `key=value`, which take precedence over the file. */
  readonly set: readonly string[];
  /** Take the recorded answer, or else the default, for whatever is not answered. */
  readonly yes?: boolean | undefined;
  /** List what would be written, without writing. */
  readonly dryRun?: boolean | undefined;
  /** Show what would change in the files, without writing. */
  readonly diff?: boolean | undefined;
  /** Overwrite files that init did not write, or that have been edited since. */
  readonly force?: boolean | undefined;
}

/** `lambda-tf init [directory]`: writes a module from answers. Throws a UserError for whatever the user can fix. */
export async function runInit(directory: string, options: InitOptions, io: Io): Promise<ExitCode> {
  const folder = targetFolder(directory, io);
  const gathered = await settleAnswers(folder, directory, options, io);
  if (!gathered) {
    io.stderr.write("Cancelled: nothing was written.\n");
    return ExitCode.unable;
  }
  const { changes, collisions } = planChanges(folder, renderModule(gathered), readManifest(folder));
  const blocking = collisions.filter(({ remedy }) => !(options.force && remedy === "force"));
  if (options.diff) io.stdout.write(moduleDiff(changes));
  else if (options.dryRun) io.stdout.write(listing(changes, "would "));
  if (blocking.length > 0) throw refusal(blocking, directory);
  if (options.diff || options.dryRun) return ExitCode.clean;
  uninterrupted(() => writeChanges(folder, changes));
  io.stdout.write(`${listing(changes, "")}${nextSteps(directory)}${misplacedFiles(folder, changes)}`);
  return ExitCode.clean;
}

function targetFolder(directory: string, io: Io): string {
  if (directory.split(/[/\\]/).includes("..")) {
    throw new UserError(
      `${directory} leads out of its folder with ".."`,
      "Run init in the folder that is to hold the module, or give an absolute path",
    );
  }
  const folder = path.resolve(io.cwd, directory);
  const obstacle = findFile(folder, directory);
  if (obstacle !== undefined) {
    throw new UserError(`${path.relative(io.cwd, obstacle)} is not a folder, so no module fits there`);
  }
  return folder;
}

/** The first part of the path to `place`, itself included, that exists but is no folder: a file, or a dangling link. */
function findFile(place: string, directory: string): string | undefined {
  const parent = path.dirname(place);
  const above = parent === place ? undefined : findFile(parent, directory);
  if (above !== undefined) return above;
  return statusOf(place, directory)?.isDirectory() === false ? place : undefined;
}

function statusOf(place: string, directory: string): Stats | undefined {
  try {
    return statSync(place, { throwIfNoEntry: false }) ?? lstatSync(place, { throwIfNoEntry: false });
  } catch (error) {
    throw readError(directory, error);
  }
}

/**
 * The complete, checked answers; undefined if the person at the terminal cancelled. What is not answered now is as
 * recorded in the folder, or else the default.
 */
async function settleAnswers(
  folder: string,
  directory: string,
  options: InitOptions,
  io: Io,
): Promise<Gathered | undefined> {
  const features = loadFeatures();
  const { given, file } = givenAnswers(options, features, io);
  const recorded = findRecordedAnswers(folder, directory) ?? new Map();
  const suggest = (question: Question) => recordedAnswer(recorded, question) ?? defaultAnswer(question, folder);
  const isInteractive = !options.yes && io.isTerminal.stdin && io.isTerminal.stdout;
  const open: Question[] = [];
  const drafted = await gatherAnswers(features, given, async (question) => {
    const answer = suggest(question);
    // Recorded answers are asked again only on a terminal.
    const isDecided = options.yes || (!isInteractive && recorded.has(question.key));
    if (answer === undefined || (question.isDecision && !isDecided)) open.push(question);
    return answer;
  });
  // Problems that answers still to come may resolve are reported later.
  const early = checkAnswers(drafted, features).filter(({ kind }) => kind === "invalid" || kind === "unknown");
  const problems = isInteractive ? early : checkAnswers(drafted, features).filter(({ kind }) => kind !== "missing");
  if (problems.length > 0) throw wrongAnswers(problems, file);
  if (open.length === 0) return drafted;
  if (!isInteractive) throw missingAnswers(open, "--set key=value or --answers FILE");
  return askOnTerminal({ suggest, given, file }, features, io);
}

/** The answers from the flags, and the file of each answer that was read from one. */
interface Given {
  readonly given: Answers;
  readonly file: (key: string) => string | undefined;
}

function givenAnswers({ preset, answers, set }: InitOptions, features: readonly Feature[], io: Io): Given {
  const ofPreset = preset === undefined ? [] : presetAnswers(preset);
  const ofFile: Answers = answers === undefined ? new Map() : readAnswersFile(path.resolve(io.cwd, answers), answers);
  const ofFlags = parseSetOptions(set, features);
  return {
    given: withImplied(new Map([...ofPreset, ...ofFile, ...ofFlags]), features),
    file: (key) => (ofFile.has(key) && !ofFlags.has(key) ? answers : undefined),
  };
}

async function askOnTerminal(
  { suggest, given, file }: Given & { readonly suggest: (question: Question) => Answer | undefined },
  features: readonly Feature[],
  io: Io,
): Promise<Gathered | undefined> {
  const { askPerson, QuestionsLeft } = await import("../../scaffold/terminal-questions.ts");
  const language = (io.env.LC_ALL || io.env.LC_MESSAGES || io.env.LANG || "").startsWith("ja") ? "ja" : "en";
  const terminal = { input: io.stdin, output: io.stdout, language } as const;
  let settled = given;
  let again: ReadonlyMap<string, AnswerProblem> = new Map();
  try {
    for (;;) {
      const gathered = await gatherAnswers(features, settled, async (question) => {
        const problem = again.get(question.key);
        const suggested = problem?.nearest ?? suggest(question);
        return question.isDecision || suggested === undefined || problem
          ? askPerson(question, suggested, features, terminal)
          : suggested;
      });
      const problems = checkAnswers(gathered, features);
      if (problems.length === 0) return gathered;
      if (problems.some(({ key }) => given.has(key))) throw wrongAnswers(problems, file);
      // An answer that was valid when given may not fit later ones: only such answers are asked again.
      again = new Map(problems.map((problem) => [problem.key, problem]));
      settled = new Map([...gathered.answers].filter(([key]) => !again.has(key)));
      for (const { kind, message } of problems) if (kind === "invalid") io.stdout.write(`${message}\n`);
    }
  } catch (error) {
    if (error instanceof QuestionsLeft) return undefined;
    throw error;
  }
}

function refusal(collisions: readonly Collision[], directory: string): UserError {
  const isForcible = collisions.every(({ remedy }) => remedy === "force");
  return inTheWay(collisions, directory, isForcible ? "Overwrite with --force, or see --diff first" : undefined);
}

function nextSteps(directory: string): string {
  return `The module is in ${directory}; its README.md says how to build, test and apply it.\n`;
}
