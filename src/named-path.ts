import { statSync } from "node:fs";
import { readError } from "./read-error.ts";
import { readRegularFile } from "./regular-file.ts";

/*
 * What somebody named on the command line or in a configuration. `shown`: how messages name it. Both throw a UserError where
 * it cannot be read.
 */

/** The text of a regular file, without a byte order mark; of no more than `most` bytes. */
export function readNamedFile(file: string, shown: string, most?: number): string {
  try {
    return readRegularFile(file, most);
  } catch (error) {
    throw readError(shown, error);
  }
}

export function isNamedDirectory(path: string, shown: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw readError(shown, error);
  }
}
