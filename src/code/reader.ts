import { loadGrammar } from "./grammars.ts";
import type { readCode } from "./read-code.ts";
import type { Language } from "./syntax.ts";

let loaded: typeof readCode | undefined;

/** Loads what it takes to read code in a language: only a run that does so pays for it. */
export async function loadReader(language: Language): Promise<void> {
  loaded ??= (await import("./read-code.ts")).readCode;
  await loadGrammar(language);
}

/** What reads code; undefined unless it was loaded. */
export function codeReader(): typeof readCode | undefined {
  return loaded;
}
