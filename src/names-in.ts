import { existsSync, readdirSync } from "node:fs";

/** The names of what is in a directory; none where it is not there, is none, may not be read, or goes away meanwhile. */
export function namesIn(directory: string): readonly string[] {
  // asked first: an exception takes long
  if (!existsSync(directory)) return [];
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
