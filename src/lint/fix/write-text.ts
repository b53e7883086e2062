import { readFileSync } from "node:fs";
import { writeWhole } from "../../write-whole.ts";

/**
 * Puts a new text in the place of a file's, with the byte order mark that the file had. Throws a UserError where the file
 * cannot be written.
 * @param shown how a message names the file
 */
export function writeText(file: string, text: string, shown: string): void {
  const mark = readFileSync(file, "utf8").startsWith("\ufeff") ? "\ufeff" : "";
  writeWhole(file, mark + text, shown);
}
