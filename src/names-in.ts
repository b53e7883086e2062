import { existsSync, readdirSync } from "node:fs";

/** The names of the entries of a directory; empty if it does not exist, is no directory, or cannot be read. */
export function namesIn(directory: string): readonly string[] {
  // checked first, as an exception takes long
  if (!existsSync(directory)) return [];
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
