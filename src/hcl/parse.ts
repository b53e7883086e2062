import { BodyParser } from "./body-parser.ts";
import { type Fragment, FragmentParser } from "./fragment-parser.ts";
import type { SourceFile, Span } from "./source.ts";
import { withStrayByte } from "./stray-bytes.ts";
import type { Expression, ParsedFile, TemplatePart } from "./syntax.ts";

const byteOrderMark = 0xfeff;

/**
 * Parses HCL native syntax (`.tf`, `.tfvars`). Never throws for any content: problems are in `errors`, and the body
 * contains everything that could be read.
 */
export function parseHcl(file: SourceFile): ParsedFile {
  const { text } = file;
  const parsed = new BodyParser(text, text.charCodeAt(0) === byteOrderMark ? 1 : 0, text.length).parseFile();
  return withStrayByte(text, parsed);
}

/**
 * Parses a span of a file as one expression, for example a JSON string that Terraform reads as a reference. Places
 * refer to the file.
 */
export function parseExpression(file: SourceFile, span: Span): Fragment<Expression> {
  return new FragmentParser(file.text, span.start, span.end).parseSingleExpression();
}

/** Parses a span of a file as a template without quotes, as `templatefile` does with a whole file. */
export function parseTemplate(file: SourceFile, span: Span): Fragment<readonly TemplatePart[]> {
  return new FragmentParser(file.text, span.start, span.end).parseTemplate();
}
