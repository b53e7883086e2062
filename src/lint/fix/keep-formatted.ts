import { applyEdits, formatHcl, parseHcl, SourceFile, type Span } from "../../hcl/index.ts";

/**
 * The text of a file after edits, formatted where it was before them: an argument that is put in or taken out changes how wide
 * its neighbours are. A file that was not formatted as a whole may have blocks that were.
 */
export function keepFormatted(before: string, after: string): string {
  if (isFormatted(before)) return formatHcl(after);
  const [old, edited] = [blocksOf(before), blocksOf(after)];
  if (old.length !== edited.length) return after;
  const edits = edited.flatMap((span, index) => {
    const was = textOf(before, old[index] ?? span);
    const is = textOf(after, span);
    return is !== was && isFormatted(was) ? [{ start: span.start, end: span.end, newText: formatHcl(is) }] : [];
  });
  return applyEdits(after, edits);
}

function isFormatted(text: string): boolean {
  return formatHcl(text) === text;
}

function blocksOf(text: string): readonly Span[] {
  return parseHcl(new SourceFile("edited.tf", text)).body.items.filter(({ kind }) => kind === "block");
}

function textOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}
