import { grammarOf } from "./grammars.ts";
import { JavaScriptReader } from "./javascript.ts";
import { PythonReader } from "./python.ts";
import type { Language, ProgramFile } from "./syntax.ts";
import { hasErrors } from "./syntax-tree.ts";

/** Parses a file of a program; undefined if the language's grammar has not been loaded. */
export function parseFile(path: string, language: Language, text: string): ProgramFile | undefined {
  const top = grammarOf(language)?.parse(text).topNode;
  if (!top) return undefined;
  const reader = language === "python" ? new PythonReader(text) : new JavaScriptReader(text);
  return { path, language, text, body: reader.statements(top), isWhole: !hasErrors(top) };
}
