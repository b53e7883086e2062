/** The face of the code room: the source of a handler, and what it needs of AWS. */
export { grammarOf, loadGrammar } from "./grammars.ts";
export type { SourceFolder } from "./program.ts";
export {
  type CodeName,
  type CodeNeed,
  type CodePlace,
  type CodeTarget,
  type CodeUse,
  type Entry,
  type Gap,
  readCode,
} from "./read-code.ts";
export type { Language } from "./syntax.ts";
export type { TextPart } from "./value.ts";
