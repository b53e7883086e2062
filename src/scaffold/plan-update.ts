import { formatHcl } from "../hcl/index.ts";
import type { ModuleFiles } from "./compose.ts";
import { type LineEnds, lineEnds } from "./line-ends.ts";
import { isRecord, type Manifest } from "./manifest.ts";
import { hasMarkers, type Merged, mergeTexts } from "./merge-texts.ts";
import { movedFiles } from "./moved-files.ts";
import { withOwnersDefaults } from "./owners-defaults.ts";
import { withoutOwnersInputs } from "./owners-inputs.ts";
import type { Change, ChangePlan, Collision } from "./plan-changes.ts";
import { contentOf, findObstacle } from "./present-files.ts";
import { withMergedTables } from "./readme-tables.ts";
import { areOtherBlocks } from "./whole-blocks.ts";

/**
 * How to bring a module in a folder up to date with `files`, keeping its owner's edits: an edited file is merged with
 * the changes since it was written (`manifest`), under the name that its owner gave it; a deleted file stays away; one
 * that is no longer wanted is removed unless it was edited. Collisions are files that were never ours, and files with
 * an unresolved conflict. Writes nothing.
 */
export function planUpdate(folder: string, files: ModuleFiles, manifest: Manifest): ChangePlan {
  const changes: Change[] = [];
  const collisions: Collision[] = [];
  const moved = movedFiles(folder, files, manifest);
  const present = (file: string): string | undefined => contentOf(folder, moved.get(file) ?? file);
  const inputs = withoutOwnersInputs(withOwnersDefaults(files, manifest, present), manifest, present);
  const wanted = withMergedTables(inputs, (file) => outcomeOf(file, textsOf(file, present(file), manifest, inputs)));
  for (const file of new Set([...files.keys(), ...manifest.keys()])) {
    const place = moved.get(file) ?? file;
    const obstacle = findObstacle(folder, place);
    if (obstacle !== undefined) {
      // What is to stay as it was may also be a link, for instance.
      if (manifest.get(file) !== wanted.get(file)) collisions.push({ file: place, why: obstacle });
      continue;
    }
    const before = contentOf(folder, place);
    const texts = textsOf(file, before, manifest, wanted);
    const change = isRecord(file) ? rewritten(place, texts) : changeOf(place, texts);
    if ("why" in change) collisions.push(change);
    else changes.push(asWritten(change, before, lineEnds(before ?? "")));
  }
  return { changes, collisions };
}

/** The change, with the file's present line ends. */
function asWritten(change: Change, before: string | undefined, { restore }: LineEnds): Change {
  if (change.kind === "keep" || change.kind === "create" || before === undefined) return change;
  return change.kind === "remove" ? { ...change, before } : { ...change, before, text: restore(change.text) };
}

/** The present, written and wanted texts of a file. */
interface Texts {
  readonly now: string | undefined;
  readonly base: string | undefined;
  readonly wanted: string | undefined;
}

function textsOf(file: string, before: string | undefined, manifest: Manifest, wanted: ModuleFiles): Texts {
  const now = before === undefined ? undefined : lineEnds(before).unified;
  return { now, base: manifest.get(file), wanted: wanted.get(file) };
}

/** What a file will contain; undefined if that is for its owner to settle. */
function outcomeOf(file: string, texts: Texts): string | undefined {
  const change = changeOf(file, texts);
  if ("why" in change || (change.kind === "merge" && change.hasConflict)) return undefined;
  return "text" in change ? change.text : texts.now;
}

function changeOf(file: string, texts: Texts): Change | Collision {
  const { now, base, wanted } = texts;
  const keep: Change = { kind: "keep", file };
  if (wanted === undefined) {
    if (now === undefined) return keep;
    return now === base ? { kind: "remove", file, before: now } : { ...keep, left: "no longer wanted" };
  }
  if (now === undefined && base === undefined) return { kind: "create", file, text: wanted };
  if (now === wanted) return keep;
  if (now !== undefined && hasMarkers(now))
    return { file, why: "still has unresolved conflicts between <<<<<<< and >>>>>>>", remedy: "settle" };
  if (base === wanted) return keep;
  if (now === undefined) return { ...keep, left: "deleted" };
  if (base === undefined) return { file, why: "was not written by lambda-tf" };
  return now === base ? rewritten(file, texts) : merged(file, now, base, wanted);
}

function rewritten(file: string, { now, wanted }: Texts): Change {
  if (wanted === undefined || now === wanted) return { kind: "keep", file };
  return now === undefined
    ? { kind: "create", file, text: wanted }
    : { kind: "replace", file, text: wanted, before: now };
}

function merged(file: string, now: string, base: string, wanted: string): Change {
  const { text, hasConflict } = mergedTexts(file, now, base, wanted);
  return text === now ? { kind: "keep", file } : { kind: "merge", file, text, before: now, hasConflict };
}

/** Formatting changed by the owner is kept, unless it is the only obstacle to a merge. */
function mergedTexts(file: string, now: string, base: string, wanted: string): Merged {
  const goTogether = areOtherBlocks(file);
  const asIs = mergeTexts(now, base, wanted, goTogether);
  if (!file.endsWith(".tf")) return asIs;
  const formatted = formatHcl(now);
  // Lines from two sides may be aligned differently.
  if (!asIs.hasConflict) return formatted === now ? { ...asIs, text: formatHcl(asIs.text) } : asIs;
  const laidOut = mergeTexts(formatted, base, wanted, goTogether);
  return laidOut.hasConflict ? asIs : { ...laidOut, text: formatHcl(laidOut.text) };
}
