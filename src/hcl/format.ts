import { applyEdits } from "./edit.ts";
import { setSpaces } from "./format-lines.ts";
import { rewrites } from "./format-rewrites.ts";
import { type FormatTokens, Tokenizer } from "./format-tokens.ts";
import { parseHcl } from "./parse.ts";
import { Char } from "./scanner.ts";
import { SourceFile } from "./source.ts";
import type { Body } from "./syntax.ts";

/** Formats native syntax as `terraform fmt` does. A text that does not parse is returned unchanged. */
export function formatHcl(text: string): string {
  const { body, errors } = parseHcl(new SourceFile("format.tf", text));
  return errors.length > 0 ? text : formatParsed(text, body);
}

/** The same for a text that has been parsed without errors. */
export function formatParsed(text: string, body: Body): string {
  const edits = rewrites(text, body);
  const rewritten = edits.length > 0 ? applyEdits(text, edits) : text;
  const tokens = new Tokenizer(rewritten, body.start, rewritten.length).tokenize();
  setSpaces(tokens);
  return isAsWritten(tokens) ? rewritten : written(tokens);
}

/** Whether the text is already formatted, as most are: it need not be rebuilt then. */
function isAsWritten({ text, starts, ends, spaces }: FormatTokens): boolean {
  let end = 0;
  for (let index = 0; index < starts.length; index++) {
    const start = starts[index] ?? 0;
    if (start - end !== spaces[index]) return false;
    for (let at = end; at < start; at++) if (text.charCodeAt(at) !== Char.space) return false;
    end = ends[index] ?? 0;
  }
  return end === text.length;
}

function written({ text, starts, ends, spaces }: FormatTokens): string {
  let formatted = "";
  for (let index = 0; index < starts.length; index++) {
    const space = spaces[index] ?? 0;
    if (space > 0) formatted += " ".repeat(space);
    formatted += text.slice(starts[index], ends[index]);
  }
  return formatted;
}
