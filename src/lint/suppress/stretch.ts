import type { Attribute, Block, Body, Comment, ParsedFile, SourceFile } from "../../hcl/index.ts";
import type { Directive } from "./directive.ts";

/** Lines, both included. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

/** The lines that a directive in a comment speaks of. */
export function linesOf(scope: Directive["scope"], comment: Comment, parsed: ParsedFile, source: SourceFile): Lines {
  if (scope === "file") return { from: 1, to: Number.POSITIVE_INFINITY };
  const around =
    scope === "block"
      ? parsed.body.items.find((item) => item.start <= comment.start && comment.end <= item.end)
      : undefined;
  if (around) return lines(around, source);
  const own = source.position(comment.start).line;
  if (!standsAlone(comment, source)) return { from: own, to: own };
  const nextCode = codeAfter(parsed, source).get(comment);
  const next = nextCode === undefined ? undefined : source.position(nextCode).line;
  const item = next === undefined ? undefined : itemOn(next, parsed.body, source);
  if (item) return lines(item, source);
  return { from: own, to: next ?? own };
}

function lines(item: Attribute | Block, source: SourceFile): Lines {
  const { start, end } = source.range(item);
  return { from: start.line, to: end.line };
}

/** Whether nothing but space stands before a comment on its line. */
function standsAlone(comment: Comment, { text }: SourceFile): boolean {
  return text.slice(text.lastIndexOf("\n", comment.start - 1) + 1, comment.start).trim() === "";
}

const codeAfterComments = new WeakMap<ParsedFile, ReadonlyMap<Comment, number | undefined>>();

/** Where, after each comment, the first thing stands that is neither space nor a comment; undefined if nothing does. */
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

/** The outermost argument or block that starts on a line. */
function itemOn(line: number, body: Body, source: SourceFile): Attribute | Block | undefined {
  for (const item of body.items) {
    const { from, to } = lines(item, source);
    if (from > line) return undefined;
    if (from === line) return item;
    if (from < line && line <= to && item.kind === "block") return itemOn(line, item.body, source);
  }
  return undefined;
}
