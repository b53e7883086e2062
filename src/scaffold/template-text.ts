import path from "node:path";
import { hclString } from "./hcl-literal.ts";
import { wellFormed } from "./well-formed.ts";

/**
 * A text for use in a template. It can only be printed as a literal of the file's language, so that no template can
 * forget to escape it: Handlebars prints what `toHTML` returns, and `{{{raw}}}` throws.
 */
export class TemplateText {
  private readonly value: string;
  private readonly file: string;

  /** @param file the name of the file being written, whose extension tells the language */
  constructor(value: string, file: string) {
    this.value = value;
    this.file = file;
  }

  /** Concatenates answers and words of the template, for a literal that contains more than an answer. */
  static concat(parts: readonly (TemplateText | string)[], file: string): TemplateText {
    return new TemplateText(parts.map((part) => (typeof part === "string" ? part : part.value)).join(""), file);
  }

  /** The text in lower case. */
  lower(): TemplateText {
    return new TemplateText(this.value.toLowerCase(), this.file);
  }

  /** The text itself, if it has only letters, digits and marks that mean the same in every language. */
  plain(): string {
    if (!/^[A-Za-z0-9_./-]+$/.test(this.value)) throw new Error(`${this.file}: ${this.value} needs quotes`);
    return this.value;
  }

  /** The text as Handlebars prints it. */
  toHTML(): string {
    return toLiteral(this.value, this.file);
  }

  toString(): string {
    throw new Error("an answer must be printed as a literal: {{…}}, not {{{…}}}");
  }
}

/** The output of a template for use in another one: printed as it is. */
export class Rendered {
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toHTML(): string {
    return this.text;
  }
}

const LITERALS: ReadonlyMap<string, (text: string) => string> = new Map([
  ...[".tf", ".tfvars", ".hcl"].map((extension) => [extension, hclString] as const),
  // JSON strings are valid strings in these languages.
  ...[".json", ".mjs", ".ts", ".py", ".yaml", ".yml"].map((extension) => [extension, jsonString] as const),
  [".md", markdownText],
]);

function toLiteral(text: string, file: string): string {
  const literal = LITERALS.get(path.posix.extname(file));
  if (!literal) throw new Error(`${file}: no way is known to write an answer into a file of this kind`);
  return literal(text);
}

function jsonString(text: string): string {
  return JSON.stringify(wellFormed(text));
}

/** Plain text: markup is escaped, and line ends become spaces. */
function markdownText(text: string): string {
  return wellFormed(text)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/[\\`*_[\]<>#|&]/g, (mark) => `\\${mark}`);
}
