import { loadGrammar } from "./languages/grammars.ts";
import type { readCode } from "./read-code.ts";
import type { Language } from "./syntax.ts";

let loaded: typeof readCode | undefined;

/** Loads what reading code in a language takes, so that only runs that do so pay for it. */
export async function loadReader(language: Language): Promise<void> {
  loaded ??= (await import("./read-code.ts")).readCode;
  await loadGrammar(language);
}

/** The function that reads code; undefined if it has not been loaded. */
export function codeReader(): typeof readCode | undefined {
  return loaded;
}
