import type { Attribute, Block, Body, Comment, ParsedFile, SourceFile } from "../../hcl/index.ts";
import type { Directive } from "./directive.ts";

/** A range of lines, both inclusive. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

/** The lines that a directive in a comment applies to. */
export function linesOf(scope: Directive["scope"], comment: Comment, parsed: ParsedFile, source: SourceFile): Lines {
  if (scope === "file") return { from: 1, to: Number.POSITIVE_INFINITY };
  const around = scope === "block" ? lastUpTo(parsed.body.items, comment.start) : undefined;
  if (around && comment.end <= around.end) return lines(around, source);
  const own = source.position(comment.start).line;
  if (!standsAlone(comment, source)) return { from: own, to: own };
  const nextCode = codeAfter(parsed, source).get(comment);
  const next = nextCode === undefined ? undefined : source.position(nextCode).line;
  const item = nextCode === undefined ? undefined : itemAt(nextCode, parsed.body, source);
  if (item) return lines(item, source);
  return { from: own, to: next ?? own };
}

function lines(item: Attribute | Block, source: SourceFile): Lines {
  const { start, end } = source.range(item);
  return { from: start.line, to: end.line };
}

/** Whether a comment is the first thing on its line. */
function standsAlone(comment: Comment, { text }: SourceFile): boolean {
  return text.slice(text.lastIndexOf("\n", comment.start - 1) + 1, comment.start).trim() === "";
}

const codeAfterComments = new WeakMap<ParsedFile, ReadonlyMap<Comment, number | undefined>>();

/** For each comment, the offset of the first code after it; undefined if there is none. */
function codeAfter(parsed: ParsedFile, { text }: SourceFile): ReadonlyMap<Comment, number | undefined> {
  const cached = codeAfterComments.get(parsed);
  if (cached) return cached;
  const found = new Map<Comment, number | undefined>();
  let following: Comment | undefined;
  for (const comment of parsed.comments.toReversed()) {
    const space = text.slice(comment.end, following?.start).search(/\S/);
    found.set(comment, space >= 0 ? comment.end + space : following && found.get(following));
    following = comment;
  }
  codeAfterComments.set(parsed, found);
  return found;
}

/** The outermost argument or block that starts at some code, or before it on the same line. */
function itemAt(code: number, { items }: Body, source: SourceFile): Attribute | Block | undefined {
  const item = lastUpTo(items, code);
  if (!item) return undefined;
  const { line } = source.position(code);
  const { from, to } = lines(item, source);
  if (from === line) return item;
  return line <= to && item.kind === "block" ? itemAt(code, item.body, source) : undefined;
}

/** The last of some items, in source order, that starts no later than an offset. */
function lastUpTo(items: Body["items"], offset: number): Attribute | Block | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}
