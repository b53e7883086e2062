import { BodyParser } from "./body-parser.ts";
import { type Fragment, FragmentParser } from "./fragment-parser.ts";
import type { SourceFile, Span } from "./source.ts";
import { withStrayByte } from "./stray-bytes.ts";
import type { Expression, ParsedFile, TemplatePart } from "./syntax.ts";

const byteOrderMark = 0xfeff;

/**
 * Reads HCL native syntax (`.tf`, `.tfvars`). Never throws for what the text holds: what is wrong is in `errors`, and the
 * body has all that could be read.
 */
export function parseHcl(file: SourceFile): ParsedFile {
  const { text } = file;
  const parsed = new BodyParser(text, text.charCodeAt(0) === byteOrderMark ? 1 : 0, text.length).parseFile();
  return withStrayByte(text, parsed);
}

/**
 * Reads a stretch of a file as one expression: the text of a JSON string that Terraform takes for a reference, for example.
 * Places are places in the file.
 */
export function parseExpression(file: SourceFile, span: Span): Fragment<Expression> {
  return new FragmentParser(file.text, span.start, span.end).parseSingleExpression();
}

/** Reads a stretch of a file as a template without quotes, as `templatefile` does with a whole file. */
export function parseTemplate(file: SourceFile, span: Span): Fragment<readonly TemplatePart[]> {
  return new FragmentParser(file.text, span.start, span.end).parseTemplate();
}
