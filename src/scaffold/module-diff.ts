import { createTwoFilesPatch } from "diff";
import { MANIFEST_FILE } from "./manifest.ts";
import type { Change } from "./plan-changes.ts";

const NO_FILE = "/dev/null";

/** The changes as a unified diff that `patch -p1` accepts. */
export function moduleDiff(changes: readonly Change[]): string {
  return changes.map(fileDiff).join("");
}

function fileDiff(change: Change): string {
  // The manifest only repeats the other files.
  if (change.kind === "keep" || change.file === MANIFEST_FILE) return "";
  const before = change.kind === "create" ? NO_FILE : `a/${change.file}`;
  const after = change.kind === "remove" ? NO_FILE : `b/${change.file}`;
  const patch = createTwoFilesPatch(
    before,
    after,
    change.kind === "create" ? "" : change.before,
    change.kind === "remove" ? "" : change.text,
  );
  // Only some tools understand its first line.
  return patch.replace(/^=+\n/, "");
}
