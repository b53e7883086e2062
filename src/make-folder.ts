import { mkdirSync, statSync } from "node:fs";
import path from "node:path";

/**
 * Creates a folder and its missing parents, and reports each that it creates, outermost first. `mkdirSync` with
 * `recursive` does the same, but never ends (Node.js 20) if a file system claims that a new folder does not exist, as
 * /proc does.
 */
export function makeFolder(folder: string, onMade: (folder: string) => void = () => undefined): void {
  if (isFolder(folder)) return;
  makeFolder(path.dirname(folder), onMade);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Someone else may have created it meanwhile.
    if (isFolder(folder)) return;
    throw error;
  }
  onMade(folder);
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
