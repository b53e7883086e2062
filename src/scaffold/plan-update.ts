import { formatHcl } from "../hcl/index.ts";
import type { ModuleFiles } from "./compose.ts";
import { isRecord, type Manifest } from "./manifest.ts";
import { mergeTexts } from "./merge-texts.ts";
import type { Change, ChangePlan, Collision } from "./plan-changes.ts";
import { contentOf, findObstacle } from "./present-files.ts";

/**
 * How a module in a folder becomes what `files` say, with the edits of its owner kept: a file that was edited is merged
 * with what is new since it was written (`manifest`), one that was deleted stays away, one that is no longer wanted is
 * removed unless it was edited. Only a file that was never ours is in the way. Writes nothing.
 */
export function planUpdate(folder: string, files: ModuleFiles, manifest: Manifest): ChangePlan {
  const changes: Change[] = [];
  const collisions: Collision[] = [];
  for (const file of new Set([...files.keys(), ...manifest.keys()])) {
    const obstacle = findObstacle(folder, file);
    if (obstacle !== undefined) {
      collisions.push({ file, why: obstacle, forcible: false });
      continue;
    }
    const texts = { now: contentOf(folder, file), base: manifest.get(file), wanted: files.get(file) };
    const change = isRecord(file) ? rewritten(file, texts) : changeOf(file, texts);
    if (change) changes.push(change);
    else collisions.push({ file, why: "was not written by lambda-tf", forcible: false });
  }
  return { changes, collisions };
}

/** What is in the folder, what we wrote there, and what is to be there. */
interface Texts {
  readonly now: string | undefined;
  readonly base: string | undefined;
  readonly wanted: string | undefined;
}

/** Undefined for a file in the way. */
function changeOf(file: string, texts: Texts): Change | undefined {
  const { now, base, wanted } = texts;
  const keep: Change = { kind: "keep", file };
  if (wanted === undefined) return now !== undefined && now === base ? { kind: "remove", file, before: now } : keep;
  if (now === undefined) return base === undefined ? { kind: "create", file, text: wanted } : keep;
  if (now === wanted || base === wanted) return keep;
  if (base === undefined) return undefined;
  return now === base ? rewritten(file, texts) : merged(file, now, base, wanted);
}

function rewritten(file: string, { now, wanted }: Texts): Change {
  if (wanted === undefined || now === wanted) return { kind: "keep", file };
  return now === undefined
    ? { kind: "create", file, text: wanted }
    : { kind: "replace", file, text: wanted, before: now };
}

function merged(file: string, now: string, base: string, wanted: string): Change {
  const { text, hasConflict } = mergeTexts(now, base, wanted);
  // Lines from two sides may be aligned differently; a text that its owner lays out in another way is left so.
  const isFormatted = file.endsWith(".tf") && !hasConflict && formatHcl(now) === now;
  const result = isFormatted ? formatHcl(text) : text;
  return result === now ? { kind: "keep", file } : { kind: "merge", file, text: result, before: now, hasConflict };
}
