import { UserError } from "../user-error.ts";
import type { AnswerProblem } from "./check-answers.ts";
import type { Question } from "./gather-answers.ts";

/** All that is wrong with the answers, at once. */
export function wrongAnswers(problems: readonly AnswerProblem[]): UserError {
  const messages = problems.map(({ message }) => message);
  return new UserError(
    messages.length === 1 ? `${messages[0]}` : `${messages.length} answers are wrong:\n  ${messages.join("\n  ")}`,
  );
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
