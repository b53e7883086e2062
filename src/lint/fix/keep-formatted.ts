import { applyEdits, type Block, formatHcl, parseHcl, SourceFile, type Span } from "../../hcl/index.ts";

/**
 * Formats a file after edits if it was formatted before, as adding or removing an argument changes the alignment of its
 * neighbours. In a file that was not formatted as a whole, this applies to the blocks that were.
 */
export function keepFormatted(before: string, after: string): string {
  if (isFormatted(before)) return formatHcl(after);
  const old = new Map(blocksOf(before).map((block) => [block.key, block.text]));
  const edits = blocksOf(after).flatMap(({ key, span: { start, end }, text }) => {
    const was = old.get(key);
    return was !== undefined && was !== text && isFormatted(was) ? [{ start, end, newText: formatHcl(text) }] : [];
  });
  return applyEdits(after, edits);
}

function isFormatted(text: string): boolean {
  return formatHcl(text) === text;
}

interface WrittenBlock {
  /** Identifies a block in its file: its type and labels, and its number among blocks with the same. */
  readonly key: string;
  readonly span: Span;
  readonly text: string;
}

function blocksOf(text: string): readonly WrittenBlock[] {
  const seen = new Map<string, number>();
  const blocks = parseHcl(new SourceFile("edited.tf", text)).body.items.filter(
    (item): item is Block => item.kind === "block",
  );
  return blocks.map(({ start, end, type, labels }) => {
    const name = JSON.stringify([type, ...labels.map(({ value }) => value)]);
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return { key: `${name} ${count}`, span: { start, end }, text: text.slice(start, end) };
  });
}
