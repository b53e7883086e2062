import { mkdirSync, statSync } from "node:fs";
import path from "node:path";

/**
 * Makes a folder and those above it that are not there, and tells of each that it made, the outermost first. What `recursive` does
 * for `mkdirSync`, which never ends (Node.js 20) where a file system says of a new folder that it cannot be found, as /proc does.
 */
export function makeFolder(folder: string, onMade: (folder: string) => void = () => undefined): void {
  if (isFolder(folder)) return;
  makeFolder(path.dirname(folder), onMade);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Someone else may have made it meanwhile.
    if (isFolder(folder)) return;
    throw error;
  }
  onMade(folder);
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
