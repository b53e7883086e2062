import { chmodSync, realpathSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder.ts";
import { UserError } from "./user-error.ts";

/**
 * Writes a file completely or not at all, keeping its permissions; missing directories are created. If it is a link,
 * its target is replaced. A pipe or a device is written to directly. Throws a UserError on failure.
 * @param shown the file's name in messages
 */
export function writeWhole(file: string, text: string, shown: string): void {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats && !stats.isFile()) writeFileSync(file, text);
    else replace(stats ? realpathSync(file) : file, text, stats);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new UserError(`${shown} ${reasons.get(code) ?? `cannot be written (${code || error})`}`, undefined, error);
  }
}

function replace(target: string, text: string, before: Stats | undefined): void {
  const temporary = `${target}.lambda-tf-${process.pid}`;
  try {
    makeFolder(dirname(target));
    writeFileSync(temporary, text, { flag: "wx" });
    if (before) chmodSync(temporary, before.mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

const reasons = new Map([
  ["EISDIR", "is a directory"],
  ["EACCES", "may not be written"],
  ["EROFS", "may not be written"],
]);
