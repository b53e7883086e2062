import { createTwoFilesPatch } from "diff";
import { MANIFEST_FILE } from "./manifest.ts";
import type { Change } from "./plan-changes.ts";

const NO_FILE = "/dev/null";

/** What the changes do to the files, as one unified diff that `patch -p1` takes. */
export function moduleDiff(changes: readonly Change[]): string {
  return changes.map(fileDiff).join("");
}

function fileDiff(change: Change): string {
  // The manifest only repeats what the other files say.
  if (change.kind === "keep" || change.file === MANIFEST_FILE) return "";
  const before = change.kind === "create" ? NO_FILE : `a/${change.file}`;
  const after = change.kind === "remove" ? NO_FILE : `b/${change.file}`;
  const patch = createTwoFilesPatch(
    before,
    after,
    change.kind === "create" ? "" : change.before,
    change.kind === "remove" ? "" : change.text,
  );
  // Its first line is a rule that only some tools understand.
  return patch.replace(/^=+\n/, "");
}
