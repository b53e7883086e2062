import { parseJsonVariables } from "./json-syntax.ts";
import { parseHcl } from "./parse.ts";
import { SourceFile } from "./source.ts";
import type { ParsedFile } from "./syntax.ts";

/** Why a text is not JSON, as a sentence with its place: `answers.json:1:8 is not JSON: Expected …`. */
export function jsonFault(text: string, shown: string): string {
  const source = new SourceFile(shown, text);
  return faultIn(source, parseJsonVariables(source), "JSON") ?? `${shown} is not JSON`;
}

/** Why a text is no file of variable values, likewise; undefined if it is one. */
export function variablesFault(text: string, shown: string): string | undefined {
  const source = new SourceFile(shown, text);
  return shown.endsWith(".json")
    ? faultIn(source, parseJsonVariables(source), "JSON")
    : faultIn(source, parseHcl(source), "HCL");
}

function faultIn(source: SourceFile, { errors: [first] }: ParsedFile, language: string): string | undefined {
  if (!first) return undefined;
  const { line, column } = source.range(first).start;
  return `${source.path}:${line}:${column} is not ${language}: ${first.message}`;
}
