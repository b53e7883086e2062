/** The public face of the code room: the source of a handler, and what it needs of AWS. */
export type { SourceFolder } from "./program/program.ts";
export type { CodeName, CodeNeed, CodePlace, CodeTarget, CodeUse, Entry, Gap } from "./read-code.ts";
export { codeReader, loadReader } from "./reader.ts";
export type { Language } from "./syntax.ts";
export type { TextPart } from "./values/value.ts";
