import { applyEdits, type JsonObjects, jsonObjects, objectAround, parseJsonSyntax, SourceFile } from "../hcl/index.ts";
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

/** The objects of each file, for which many fixes may be offered. */
const objects = new WeakMap<SourceFile, JsonObjects>();

/** Whether a file is still JSON after edits. Only the object around them is read again, as the file may be large. */
function isSound(edits: readonly Edit[], file: SourceFile): boolean {
  const known = objects.get(file) ?? jsonObjects(file.text);
  objects.set(file, known);
  const around = objectAround(known, {
    start: Math.min(...edits.map(({ place }) => place.start)),
    end: Math.max(...edits.map(({ place }) => place.end)),
  });
  // nothing but space may stand outside of the objects
  if (!around) return edits.every(({ newText }) => newText.trim() === "");
  const edited = applyEdits(
    file.slice(around),
    edits.map(({ place, newText }) => ({
      start: place.start - around.start,
      end: place.end - around.start,
      newText,
    })),
  );
  const isWhole = known.spans[0] === around;
  // its members may be names of blocks, of which Terraform requires one
  if (!isWhole && EMPTY.test(edited) && !EMPTY.test(file.slice(around))) return false;
  const text = isWhole ? edited : `{"locals": {"object": ${edited}}}`;
  return parseJsonSyntax(new SourceFile(file.path, text)).errors.length === 0;
}

const EMPTY = /^\{\s*\}$/;

/** Quotes a name that replaces a quoted one. */
function withQuotes(edit: Edit): Edit {
  const isName = edit.place.file.slice(edit.place).startsWith('"') && /^[A-Za-z_][\w-]*$/.test(edit.newText);
  return isName ? { ...edit, newText: `"${edit.newText}"` } : edit;
}
