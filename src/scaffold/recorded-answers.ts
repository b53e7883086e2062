import { statSync } from "node:fs";
import path from "node:path";
import { readError } from "../read-error.ts";
import { UserError } from "../user-error.ts";
import { missingAnswers, type Repeat, wrongAnswers } from "./answer-errors.ts";
import { type AnswerProblem, checkAnswers } from "./check-answers.ts";
import { defaultAnswer } from "./default-answer.ts";
import type { Answer, Feature } from "./feature.ts";
import { type Answers, type Gathered, gatherAnswers, type Question } from "./gather-answers.ts";
import { readAnswersFile } from "./given-answers.ts";
import { isOffered, withImplied } from "./implied-answers.ts";
import { ANSWERS_FILE } from "./manifest.ts";

/** A module that init wrote, and the requested change. */
export interface Revision {
  /** As given. */
  readonly directory: string;
  readonly recorded: Answers;
  readonly changed: Answers;
}

/** The answers that a module in a folder was written from. Throws a UserError if there is no module of ours. */
export function recordedAnswers(folder: string, directory: string): Answers {
  const recorded = findRecordedAnswers(folder, directory);
  if (recorded) return recorded;
  throw new UserError(
    `${directory} holds no module that lambda-tf wrote: it has no ${ANSWERS_FILE}`,
    "Name the folder of the module, or start one with lambda-tf init",
  );
}

/** The same; undefined if there is no module of ours. */
export function findRecordedAnswers(folder: string, directory: string): Answers | undefined {
  const file = path.join(folder, ANSWERS_FILE);
  return isThere(file, directory) ? readAnswersFile(file, shownFile(directory)) : undefined;
}

/** Throws if the folder cannot be read, rather than treating it as one without answers. */
function isThere(file: string, directory: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw readError(shownFile(directory), error);
  }
}

/** The file of recorded answers, as messages show it. */
function shownFile(directory: string): string {
  return path.posix.join(directory, ANSWERS_FILE);
}

/** The recorded answer to a question, if it is still valid. */
export function recordedAnswer(recorded: Answers, { key, ask }: Question): Answer | undefined {
  const answer = recorded.get(key);
  return answer !== undefined && isOffered(answer, ask) ? answer : undefined;
}

/**
 * The answers of a module with some of them changed. New questions get their defaults, and answers for features that
 * are no longer wanted are dropped. A recorded default gives way to the limits of a new feature. Throws a UserError for
 * wrong or missing answers, which says how to `repeat` the command.
 */
export async function changedAnswers(
  { directory, recorded, changed }: Revision,
  folder: string,
  features: readonly Feature[],
  repeat: Repeat,
): Promise<Gathered> {
  const open: Question[] = [];
  const gather = (given: Answers): Promise<Gathered> =>
    gatherAnswers(
      features,
      given,
      async (question) => {
        const answer = defaultAnswer(question, folder);
        if (answer === undefined) open.push(question);
        return answer;
      },
      changed,
    );
  const drafted = await gather(withImplied(new Map([...recorded, ...changed]), features));
  const problems = checkAnswers(drafted, features).filter(
    ({ kind, key }) => kind !== "missing" && !(kind === "inactive" && !changed.has(key)),
  );
  const isOwn = ({ key }: AnswerProblem) => changed.has(key);
  const file = (key: string) => (changed.has(key) || !recorded.has(key) ? undefined : shownFile(directory));
  if (problems.length > 0) throw wrongAnswers(problems, file, problems.some(isOwn) ? undefined : repeat);
  if (open.length > 0) throw missingAnswers(open, "--set key=value");
  return { ...drafted, answers: new Map([...drafted.answers].filter(([key]) => drafted.asked.has(key))) };
}
