import { applyEdits, parseJsonSyntax, SourceFile } from "../hcl/index.ts";
import type { Edit, Fix } from "../rules/rule.ts";

/**
 * Converts a fix for files in JSON syntax. Rules write native syntax; in JSON, names and texts are between quotes.
 * Undefined if the new text cannot be converted.
 */
export function fixInSyntax(fix: Fix): Fix | undefined {
  const files = new Set(fix.edits.map(({ place }) => place.file));
  const edits = [...files].flatMap((file): readonly (Edit | undefined)[] => {
    const own = fix.edits.filter(({ place }) => place.file === file);
    if (!file.path.endsWith(".json") || isSound(own, file)) return own;
    const quoted = own.map(withQuotes);
    return isSound(quoted, file) ? quoted : [undefined];
  });
  return edits.every((edit) => edit !== undefined) ? { ...fix, edits } : undefined;
}

function isSound(edits: readonly Edit[], { path, text }: SourceFile): boolean {
  const edited = applyEdits(
    text,
    edits.map(({ place: { start, end }, newText }) => ({ start, end, newText })),
  );
  return parseJsonSyntax(new SourceFile(path, edited)).errors.length === 0;
}

/** Quotes a name that replaces a quoted one. */
function withQuotes(edit: Edit): Edit {
  const isName = edit.place.file.slice(edit.place).startsWith('"') && /^[A-Za-z_][\w-]*$/.test(edit.newText);
  return isName ? { ...edit, newText: `"${edit.newText}"` } : edit;
}
