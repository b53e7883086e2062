import type { Change } from "../scaffold/plan-changes.ts";

/** One line a file; a file that is as it should be already is left out. */
export function listing(changes: readonly Change[], mood: "" | "would "): string {
  return changes.map(({ kind, file }) => (kind === "keep" ? "" : `${mood}${kind} ${file}\n`)).join("");
}
