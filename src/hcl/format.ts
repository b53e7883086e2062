import { setSpaces } from "./format-lines.ts";
import { rewrite } from "./format-rewrites.ts";
import { type FormatToken, Tokenizer } from "./format-tokens.ts";
import { parseHcl } from "./parse.ts";
import { Char } from "./scanner.ts";
import { SourceFile } from "./source.ts";
import type { Body } from "./syntax.ts";

/** Gives a text of native syntax the canonical form that `terraform fmt` gives it. A text that does not parse stays as it is. */
export function formatHcl(text: string): string {
  const { body, errors } = parseHcl(new SourceFile("format.tf", text));
  return errors.length > 0 ? text : formatParsed(text, body);
}

/** The same of a text that has been parsed, without errors. */
export function formatParsed(text: string, body: Body): string {
  const tokens = rewrite(new Tokenizer(text, body.start, text.length).tokenize(), body);
  setSpaces(tokens);
  if (isAsWritten(tokens, text)) return text;
  let formatted = "";
  for (const token of tokens) {
    if (token.spaces > 0) formatted += " ".repeat(token.spaces);
    formatted += token.text;
  }
  return formatted;
}

/** Whether the tokens stand in the text as they are: most texts are formatted, and need not be put together again. */
function isAsWritten(tokens: readonly FormatToken[], text: string): boolean {
  let end = 0;
  for (const { start, end: ownEnd, spaces } of tokens) {
    if (start !== end + spaces) return false;
    for (let at = end; at < start; at++) if (text.charCodeAt(at) !== Char.space) return false;
    end = ownEnd;
  }
  return end === text.length;
}
