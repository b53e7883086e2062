/** The face of the hcl room: text to syntax and back. Nothing outside this folder knows how HCL is read. */
export { type Position, type Range, SourceFile, type Span } from "./source.ts";
export type * from "./syntax.ts";
