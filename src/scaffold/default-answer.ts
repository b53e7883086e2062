import path from "node:path";
import type { Answer } from "./feature.ts";
import type { Question } from "./gather-answers.ts";

/** The default answer to a question, which may contain the name of the module's folder. */
export function defaultAnswer({ ask }: Question, folder: string): Answer | undefined {
  const name = nameOf(folder);
  return ask["x-default"] === undefined || name === "" ? ask.default : ask["x-default"].replaceAll("{directory}", name);
}

/** A folder's name, reduced to the letters that AWS allows in names; empty if none are left. */
function nameOf(folder: string): string {
  return path
    .basename(folder)
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^-+|(?<!-)-+$/g, "")
    .slice(0, 64);
}
