import { merge } from "node-diff3";

export interface Merged {
  readonly text: string;
  /** Whether both sides changed the same lines: both are in the text then, between markers as Git writes them. */
  readonly hasConflict: boolean;
}

/** Brings what the templates changed since `base` into a text that its owner changed since `base`, line by line. */
export function mergeTexts(theirs: string, base: string, ours: string): Merged {
  const { result, conflict } = merge(theirs.split("\n"), base.split("\n"), ours.split("\n"), {
    excludeFalseConflicts: true,
    label: { a: "yours", b: "lambda-tf" },
  });
  return { text: result.join("\n"), hasConflict: conflict };
}
