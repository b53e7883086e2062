/** The face of the hcl room: text to syntax and back. Nothing outside this folder knows how HCL is read. */

export { parseExpression, parseHcl } from "./parse.ts";
export { type Position, type Range, SourceFile, type Span } from "./source.ts";
export type * from "./syntax.ts";
export { sourceOffset } from "./text-place.ts";
