import type { ModuleFiles } from "./compose.ts";
import { lineEnds } from "./line-ends.ts";
import { isRecord, type Manifest } from "./manifest.ts";
import { contentOf, findObstacle } from "./present-files.ts";

/** The change to a file of a module; `file` is its path in the module. */
export type Change =
  | { readonly kind: "create"; readonly file: string; readonly text: string }
  | { readonly kind: "replace"; readonly file: string; readonly text: string; readonly before: string }
  | {
      readonly kind: "merge";
      readonly file: string;
      readonly text: string;
      readonly before: string;
      readonly hasConflict: boolean;
    }
  | { readonly kind: "remove"; readonly file: string; readonly before: string }
  | { readonly kind: "keep"; readonly file: string; readonly left?: Left };

/** Why a file is left as it is although the templates would change it; reported to its owner. */
type Left = "deleted" | "no longer wanted";

/** A file that is in the way and not ours to overwrite. */
export interface Collision {
  readonly file: string;
  readonly why: string;
  /** How to resolve it: overwriting by `init --force`, or resolving the conflict that an update left in it. */
  readonly remedy?: "force" | "settle";
}

/** What writing a module would change, and what prevents it. */
export interface ChangePlan {
  readonly changes: readonly Change[];
  readonly collisions: readonly Collision[];
}

/**
 * Compares the files to write with those in the folder, which need not exist. Files that we wrote and nobody has edited
 * are replaced, or removed if the module no longer has them; any other existing file is a collision. Writes nothing.
 */
export function planChanges(folder: string, files: ModuleFiles, manifest: Manifest): ChangePlan {
  const changes: Change[] = [];
  const collisions: Collision[] = [];
  for (const [file, text] of files) {
    const obstacle = findObstacle(folder, file);
    if (obstacle) {
      collisions.push({ file, why: obstacle });
      continue;
    }
    const before = contentOf(folder, file);
    if (before === undefined) {
      changes.push({ kind: "create", file, text });
      continue;
    }
    const { unified, restore } = lineEnds(before);
    if (unified === text) changes.push({ kind: "keep", file });
    else changes.push({ kind: "replace", file, text: restore(text), before });
    if (unified !== text && !isOurs(file, unified, manifest)) {
      const why = manifest.has(file) ? "was edited since init wrote it" : "was not written by init";
      collisions.push({ file, why, remedy: "force" });
    }
  }
  return { changes: [...changes, ...removals(folder, files, manifest)], collisions };
}

function removals(folder: string, files: ModuleFiles, manifest: Manifest): readonly Change[] {
  return [...manifest.keys()].flatMap((file): readonly Change[] => {
    if (files.has(file) || findObstacle(folder, file)) return [];
    const before = contentOf(folder, file);
    return before !== undefined && isOurs(file, lineEnds(before).unified, manifest)
      ? [{ kind: "remove", file, before }]
      : [];
  });
}

function isOurs(file: string, content: string, manifest: Manifest): boolean {
  return isRecord(file) ? manifest.size > 0 : manifest.get(file) === content;
}
