import { statSync } from "node:fs";
import { readError } from "./read-error.ts";
import { readRegularFile } from "./regular-file.ts";

/*
 * For paths given on the command line or in a configuration. `shown`: the path as messages show it. Both functions
 * throw a UserError if it cannot be read.
 */

/** The text of a regular file of at most `most` bytes, without a byte order mark. */
export function readNamedFile(file: string, shown: string, most?: number): string {
  try {
    return readRegularFile(file, most);
  } catch (error) {
    throw readError(shown, error);
  }
}

/** Whether a path on the command line is an existing directory. */
export function isNamedDirectory(path: string, shown: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw readError(shown, error);
  }
}
