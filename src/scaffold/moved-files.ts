import path from "node:path";
import type { ModuleFiles } from "./compose.ts";
import type { Manifest } from "./manifest.ts";
import { contentOf, filesBeside } from "./present-files.ts";

/** Of the lines of a file that went away, how many another must hold to be the same file under a new name. */
const LEAST_IN_COMMON = 0.6;

/**
 * Where files are that we wrote under another name: of those that are gone, a new one in the same folder, with the same
 * extension, which has most of the lines.
 */
export function movedFiles(folder: string, files: ModuleFiles, manifest: Manifest): ReadonlyMap<string, string> {
  const moved = new Map<string, string>();
  for (const [file, base] of manifest) {
    if (contentOf(folder, file) !== undefined) continue;
    const candidates = filesBeside(folder, file).filter(
      (other) => !files.has(other) && !manifest.has(other) && ![...moved.values()].includes(other),
    );
    const [best] = candidates
      .map((other) => ({ other, share: shareOf(base, contentOf(folder, other) ?? "") }))
      .filter(({ other, share }) => path.extname(other) === path.extname(file) && share >= LEAST_IN_COMMON)
      .sort((one, next) => next.share - one.share);
    if (best) moved.set(file, best.other);
  }
  return moved;
}

/** The share of the lines of one text that are in another. */
function shareOf(text: string, other: string): number {
  const lines = wordsOf(text);
  const others = new Set(wordsOf(other));
  return lines.length === 0 ? 0 : lines.filter((line) => others.has(line)).length / lines.length;
}

/** Lines that tell one file from another: no braces alone. */
function wordsOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /\w/.test(line));
}
