import { setSpaces } from "./format-lines.ts";
import { rewrite } from "./format-rewrites.ts";
import { Tokenizer } from "./format-tokens.ts";
import { parseHcl } from "./parse.ts";
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
  let formatted = "";
  for (const token of tokens) {
    if (token.spaces > 0) formatted += " ".repeat(token.spaces);
    formatted += token.text;
  }
  return formatted;
}
