import type { SyntaxNode } from "@lezer/common";
import type { ProgramFile, SourceText, Statement } from "../syntax.ts";
import { withoutExportDecorators } from "./decorators.ts";
import { GoReader } from "./go.ts";
import { GoPackage } from "./go-package.ts";
import { withSemicolons } from "./go-semicolons.ts";
import { grammarOf } from "./grammars.ts";
import { JavaReader } from "./java.ts";
import { readableJava } from "./java-text.ts";
import type { JavaSources } from "./java-types.ts";
import { JavaScriptReader } from "./javascript.ts";
import { PythonReader } from "./python.ts";
import { hasErrors } from "./syntax-tree.ts";

/** Parses a file of a program; undefined if the language's grammar has not been loaded. */
export function parseFile(path: string, language: "javascript" | "python", text: string): ProgramFile | undefined {
  const top = topOf(text, language);
  if (!top) return undefined;
  const reader = language === "python" ? new PythonReader(text) : new JavaScriptReader(text);
  const texts = [{ path, text, start: 0 }];
  return { path, language, texts, body: reader.statements(top), isWhole: !hasErrors(top) };
}

function topOf(text: string, language: "javascript" | "python"): SyntaxNode | undefined {
  const top = grammarOf(language)?.parse(text).topNode;
  if (!top || language === "python" || !hasErrors(top)) return top;
  const without = withoutExportDecorators(text);
  return without === text ? top : grammarOf(language)?.parse(without).topNode;
}

/**
 * Parses a file of Java; undefined if the grammar has not been loaded. `sources`: which classes there are files for.
 */
export function parseJava(path: string, written: string, sources: JavaSources): ProgramFile | undefined {
  const text = readableJava(written);
  const top = grammarOf("java")?.parse(text).topNode;
  if (!top) return undefined;
  const body = new JavaReader(text, sources).file(top);
  return { path, language: "java", texts: [{ path, text, start: 0 }], body, isWhole: !hasErrors(top) };
}

/** Reads the files of a package of Go. `isOwn`: whether a path is that of a package of the program. */
export function parsePackage(
  path: string,
  texts: readonly SourceText[],
  isOwn: (path: string) => boolean,
): ProgramFile | undefined {
  const grammar = grammarOf("go");
  if (!grammar) return undefined;
  const own = new GoPackage(isOwn);
  const files = texts.map((source) => ({ source, top: grammar.parse(withSemicolons(source.text)).topNode }));
  for (const { source, top } of files) own.addTypes(top, source.text);
  const body = withoutRepeatedImports(files.flatMap(({ source, top }) => new GoReader(source, own).file(top)));
  const isWhole = files.every(({ top }) => !hasErrors(top, isLoopWithoutNames));
  return { path, language: "go", texts, body, isWhole };
}

/** Files of a package may import the same, which is one and the same thing in all of them. */
function withoutRepeatedImports(statements: readonly Statement[]): readonly Statement[] {
  const imported = new Set<string>();
  return statements.filter((statement) => {
    if (statement.kind !== "import") return true;
    const isNew = !imported.has(statement.source);
    imported.add(statement.source);
    return isNew;
  });
}

/** Whether an error is `for range 10`, which the grammar does not support: it is read all the same. */
function isLoopWithoutNames(error: SyntaxNode): boolean {
  return error.firstChild?.name === "range" && error.parent?.name === "ForStatement";
}
