import { limits } from "../limits.ts";
import type { SyntaxError as Problem } from "./syntax.ts";

/** The errors of a file that are listed, plus one that stands for the rest if there are more. */
export function listedErrors(errors: readonly Problem[]): readonly Problem[] {
  const next = errors[limits.errorsPerFile];
  if (!next) return errors;
  const message = `This file has more than ${limits.errorsPerFile} errors: what follows is not read`;
  return [...errors.slice(0, limits.errorsPerFile), { ...next, message }];
}
