/** The face of the hcl room: text to syntax and back. Nothing outside this folder knows how HCL is read. */

export type { Fragment } from "./fragment-parser.ts";
export { parseJsonSyntax, parseJsonVariables } from "./json-syntax.ts";
export { parseExpression, parseHcl, parseTemplate } from "./parse.ts";
export { type Position, type Range, SourceFile, type Span } from "./source.ts";
export type * from "./syntax.ts";
export { sourceOffset } from "./text-place.ts";
