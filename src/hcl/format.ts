import { setSpaces } from "./format-lines.ts";
import { rewrite } from "./format-rewrites.ts";
import { Tokenizer } from "./format-tokens.ts";
import { parseHcl } from "./parse.ts";
import { SourceFile } from "./source.ts";

/** Gives a text of native syntax the canonical form that `terraform fmt` gives it. A text that does not parse stays as it is. */
export function formatHcl(text: string): string {
  const { body, errors } = parseHcl(new SourceFile("format.tf", text));
  if (errors.length > 0) return text;
  const tokens = rewrite(new Tokenizer(text, body.start, text.length).tokenize(), body);
  setSpaces(tokens);
  return tokens.map((token) => " ".repeat(token.spaces) + token.text).join("");
}
