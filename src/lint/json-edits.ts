import { applyEdits, parseJsonSyntax, SourceFile } from "../hcl/index.ts";
import type { Edit, Fix } from "../rules/rule.ts";

/**
 * A fix whose edits keep files in JSON syntax JSON: rules write the native syntax, of which JSON has names and texts between
 * quotes. Undefined where what is to be written has another form there.
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

/** A name in place of one that stands between quotes. */
function withQuotes(edit: Edit): Edit {
  const isName = edit.place.file.slice(edit.place).startsWith('"') && /^[A-Za-z_][\w-]*$/.test(edit.newText);
  return isName ? { ...edit, newText: `"${edit.newText}"` } : edit;
}
