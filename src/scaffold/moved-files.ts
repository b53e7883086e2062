import path from "node:path";
import { repositoryTop } from "../repository.ts";
import type { ModuleFiles } from "./compose.ts";
import type { Manifest } from "./manifest.ts";
import { contentOf, filesBeside } from "./present-files.ts";
import { isReadAtTopOnly } from "./top-files.ts";

/** The share of a removed file's lines that another file must contain to be the same file under a new name. */
const LEAST_IN_COMMON = 0.6;

/**
 * Finds files of ours that were renamed: for each missing one, a new file in the same folder, with the same extension,
 * that contains most of its lines; or the file at the top of the repository to which it was moved to be read.
 */
export function movedFiles(folder: string, files: ModuleFiles, manifest: Manifest): ReadonlyMap<string, string> {
  const moved = new Map<string, string>();
  for (const [file, base] of manifest) {
    if (contentOf(folder, file) !== undefined) continue;
    const atTop = movedToTop(folder, file, base);
    if (atTop !== undefined) {
      moved.set(file, atTop);
      continue;
    }
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

/** Where a file is at the top of the repository, if it is read only there; both texts must name the module's folder. */
function movedToTop(folder: string, file: string, base: string): string | undefined {
  const top = repositoryTop(folder);
  if (top === undefined || top === folder || !isReadAtTopOnly(file)) return undefined;
  const module = path.relative(top, folder).split(path.sep).join("/");
  const up = "../".repeat(module.split("/").length);
  const isOfModule = (text: string): boolean => text.includes(module);
  return isOfModule(base) && isOfModule(contentOf(folder, up + file) ?? "") ? up + file : undefined;
}

/** The share of one text's lines that are in another. */
function shareOf(text: string, other: string): number {
  const lines = wordsOf(text);
  const others = new Set(wordsOf(other));
  return lines.length === 0 ? 0 : lines.filter((line) => others.has(line)).length / lines.length;
}

/** Lines that are distinctive: not just braces. */
function wordsOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /\w/.test(line));
}
