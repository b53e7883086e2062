import { diff3Merge } from "node-diff3";

/** The result of merging an owner's edits with a new rendering. */
export interface Merged {
  readonly text: string;
  /**
   * Whether both sides changed the same lines: then both versions are in the text, between conflict markers as Git
   * writes them.
   */
  readonly hasConflict: boolean;
}

const YOURS = "<<<<<<< yours";

/** Whether a text still contains conflict markers. */
export function hasMarkers(text: string): boolean {
  return text.split("\n").includes(YOURS);
}

/**
 * Merges changes of the templates since `base` into a text that its owner has edited since `base`, line by line. If
 * both added something at the same place and `goTogether` says that the additions are independent, both are kept, the
 * owner's first.
 */
export function mergeTexts(
  theirs: string,
  base: string,
  ours: string,
  goTogether: (yours: string, added: string) => boolean,
): Merged {
  let hasConflict = false;
  const regions = diff3Merge(theirs.split("\n"), base.split("\n"), ours.split("\n"), { excludeFalseConflicts: true });
  const lines = regions.flatMap(({ ok, conflict }) => {
    if (conflict === undefined) return ok ?? [];
    const { a: yours, b: added, o: before } = conflict;
    if (trimmed(before).length === 0 && goTogether(yours.join("\n"), added.join("\n"))) {
      return [...leadingBlanks(yours), ...trimmed(yours), "", ...trimmed(added), ...trailingBlanks(added)];
    }
    hasConflict = true;
    return [YOURS, ...yours, "=======", ...added, ">>>>>>> lambda-tf"];
  });
  return { text: lines.join("\n"), hasConflict };
}

const isBlank = (line: string): boolean => line.trim() === "";

function leadingBlanks(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => !isBlank(line));
  return lines.slice(0, first < 0 ? lines.length : first);
}

function trailingBlanks(lines: readonly string[]): readonly string[] {
  return leadingBlanks([...lines].reverse());
}

/** Without blank lines at either end. */
function trimmed(lines: readonly string[]): readonly string[] {
  const rest = lines.slice(leadingBlanks(lines).length);
  return rest.slice(0, rest.length - trailingBlanks(rest).length);
}
