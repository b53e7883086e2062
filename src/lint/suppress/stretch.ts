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
  const next = lineOfNextCode(comment, parsed, source);
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

/** The first line after a comment that holds more than space and comments. */
function lineOfNextCode(comment: Comment, parsed: ParsedFile, source: SourceFile): number | undefined {
  let at = comment.end;
  for (const { start, end } of parsed.comments) {
    if (start < at) continue;
    if (source.text.slice(at, start).trim() !== "") break;
    at = end;
  }
  const space = source.text.slice(at).search(/\S/);
  return space < 0 ? undefined : source.position(at + space).line;
}

/** The outermost argument or block that starts on a line. */
function itemOn(line: number, body: Body, source: SourceFile): Attribute | Block | undefined {
  for (const item of body.items) {
    const { from, to } = lines(item, source);
    if (from === line) return item;
    if (from < line && line <= to && item.kind === "block") return itemOn(line, item.body, source);
  }
  return undefined;
}
