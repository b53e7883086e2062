import { readFileSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isWithin } from "../../is-within.ts";
import { repositoryTop } from "../../repository.ts";
import { UserError } from "../../user-error.ts";
import { writeWhole } from "../../write-whole.ts";
import type { FileChange } from "./edited-files.ts";

/**
 * Writes the new texts of files, with the byte order marks that the files had.
 * @throws UserError if a file cannot be written; if one is a link to outside, before any is written
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
 * The code that is linted may come from somebody else, and a link in it must not decide which other file is
 * overwritten. A file has to be in its repository, or without one in the working directory; one that was named outside
 * of these has to be in its folder.
 */
function requireInside(file: string, cwd: string, shown: string): void {
  const top = repositoryTop(dirname(file)) ?? (isWithin(file, cwd) ? cwd : dirname(file));
  const target = realpathSync(file);
  if (isWithin(target, realpathSync(top))) return;
  throw new UserError(`${shown} is a link to ${target}, which --fix leaves alone`, "Run --fix on that file itself");
}
