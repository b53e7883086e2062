import type { Change, Collision } from "../scaffold/plan-changes.ts";
import { UserError } from "../user-error.ts";

const reasons = {
  deleted: "which you deleted but the templates changed",
  "no longer wanted": "which you edited but the module no longer needs",
};

/** One line per file; unchanged files are left out. */
export function listing(changes: readonly Change[], mood: "" | "would "): string {
  return changes.map((change) => line(change, mood)).join("");
}

/** The error that says why nothing was written. */
export function inTheWay(collisions: readonly Collision[], directory: string, hint: string | undefined): UserError {
  const list = collisions.map(({ file, why }) => `  ${file} ${why}`).join("\n");
  return new UserError(`Nothing was written to ${directory} because files are in the way:\n${list}`, hint);
}

function line(change: Change, mood: string): string {
  if (change.kind !== "keep") return `${mood}${change.kind} ${change.file}\n`;
  return change.left === undefined ? "" : `${mood}leave ${change.file}, ${reasons[change.left]}\n`;
}
