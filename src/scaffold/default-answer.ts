import path from "node:path";
import type { Answer } from "./feature.ts";
import type { Question } from "./gather-answers.ts";

/** What a question is answered with if nobody does; a default may name the folder of the module. */
export function defaultAnswer({ ask }: Question, folder: string): Answer | undefined {
  const name = nameOf(folder);
  return ask["x-default"] === undefined || name === "" ? ask.default : ask["x-default"].replaceAll("{directory}", name);
}

/** A folder's name in the letters that AWS allows in names; empty if it has none of them. */
function nameOf(folder: string): string {
  return path
    .basename(folder)
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 64);
}
