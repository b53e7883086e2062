import { readFileSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isWithin } from "../../is-within.ts";
import { repositoryTop } from "../../repository.ts";
import { UserError } from "../../user-error.ts";
import { writeWhole } from "../../write-whole.ts";
import type { FileChange } from "./fix.ts";

/**
 * Writes the new texts of files, each with the byte order mark that it had.
 * @throws UserError where a file cannot be written; before any is, where one is a link that leads out
 */
export function writeChanges(changes: readonly FileChange[], cwd: string): void {
  for (const { file } of changes) requireInside(resolve(cwd, file), cwd, file);
  for (const { file, text } of changes) {
    const place = resolve(cwd, file);
    const mark = readFileSync(place, "utf8").startsWith("\ufeff") ? "\ufeff" : "";
    writeWhole(place, mark + text, file);
  }
}

/**
 * What is linted may come from somebody else: a link in it must not decide which other file is rewritten. A file stays within its
 * repository, or without one within the working directory; one that was named beyond that, within its folder.
 */
function requireInside(file: string, cwd: string, shown: string): void {
  const top = repositoryTop(dirname(file)) ?? (isWithin(file, cwd) ? cwd : dirname(file));
  const target = realpathSync(file);
  if (isWithin(target, realpathSync(top))) return;
  throw new UserError(`${shown} is a link to ${target}, which --fix leaves alone`, "Run --fix on that file itself");
}
