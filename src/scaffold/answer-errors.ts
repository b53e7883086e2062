import { UserError } from "../user-error.ts";
import type { AnswerProblem } from "./check-answers.ts";
import type { Answers, Question } from "./gather-answers.ts";

/**
 * All that is wrong with the answers, at once, and how to `repeat` a command with what would be right.
 * @param file the file, as messages name it, that an answer comes from; undefined for one that does not come from a file
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

/** Undefined where what would be right is for a person to say. */
function repetition(problems: readonly AnswerProblem[], repeat: Repeat): string | undefined {
  const right = problems.flatMap(({ key, nearest }) => (nearest === undefined ? [] : [[key, nearest] as const]));
  return right.length < problems.length ? undefined : `Change it with: ${repeat(new Map(right))}`;
}

/** Every answer that nobody gave. */
export function missingAnswers(open: readonly Question[], ways: string): UserError {
  const list = open.map(({ key, ask }) => `  ${key}: ${ask.title}`).join("\n");
  const allHaveDefaults = open.every(({ ask }) => ask.default !== undefined || ask["x-default"] !== undefined);
  return new UserError(
    `Without a terminal to ask on, these answers are missing:\n${list}`,
    `Give them with ${ways}${allHaveDefaults ? ", or take the defaults with --yes" : ""}`,
  );
}
