import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { readError } from "../../read-error.ts";

/**
 * Puts a new text in the place of a file's: whole or not at all, with the byte order mark and permissions that the file
 * had. A link stays, and what it leads to changes. Throws a UserError where the file cannot be written.
 * @param shown how a message names the file
 */
export function writeText(file: string, text: string, shown: string): void {
  const target = realpathSync(file);
  const temporary = `${target}.lambda-tf-${process.pid}`;
  try {
    const mark = readFileSync(target, "utf8").startsWith("\ufeff") ? "\ufeff" : "";
    writeFileSync(temporary, mark + text, { flag: "wx" });
    chmodSync(temporary, statSync(target).mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw readError(shown, error);
  }
}
