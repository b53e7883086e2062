import { UserError } from "../user-error.ts";
import type { AnswerProblem } from "./check-answers.ts";
import type { Answers, Question } from "./gather-answers.ts";

/**
 * An error that lists everything wrong with the answers, and shows how to `repeat` a command with right ones.
 * @param file the file, as messages show it, that an answer comes from; undefined for an answer that comes from none
 */
export function wrongAnswers(
  problems: readonly AnswerProblem[],
  file: (key: string) => string | undefined,
  repeat?: Repeat,
): UserError {
  const messages = problems.map(({ key, message }) => {
    const place = file(key);
    return place === undefined ? message : `${place}: ${message}`;
  });
  return new UserError(
    messages.length === 1 ? `${messages[0]}` : `${messages.length} answers are wrong:\n  ${messages.join("\n  ")}`,
    repeat && repetition(problems, repeat),
  );
}

/** The command line that does the same with other answers. */
export type Repeat = (answers: Answers) => string;

/** Undefined if only the user can tell what would be right. */
function repetition(problems: readonly AnswerProblem[], repeat: Repeat): string | undefined {
  const right = problems.flatMap(({ key, nearest }) => (nearest === undefined ? [] : [[key, nearest] as const]));
  return right.length < problems.length ? undefined : `Change it with: ${repeat(new Map(right))}`;
}

/** The error for answers that nobody gave. */
export function missingAnswers(open: readonly Question[], ways: string): UserError {
  const list = open.map(({ key, ask }) => `  ${key}: ${ask.title}`).join("\n");
  const allHaveDefaults = open.every(({ ask }) => ask.default !== undefined || ask["x-default"] !== undefined);
  return new UserError(
    `Without a terminal to ask on, these answers are missing:\n${list}`,
    `Give them with ${ways}${allHaveDefaults ? ", or take the defaults with --yes" : ""}`,
  );
}
