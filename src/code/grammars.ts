import type { Parser } from "@lezer/common";
import type { Language } from "./syntax.ts";

const loaded = new Map<Language, Parser>();

/** Loads the parser of a language, so that `grammarOf` gives it: only a run that reads code pays for it. */
export async function loadGrammar(language: Language): Promise<void> {
  if (loaded.has(language)) return;
  if (language === "python") {
    const { parser } = await import("@lezer/python");
    loaded.set(language, parser);
  } else {
    const { parser } = await import("@lezer/javascript");
    loaded.set(language, parser.configure({ dialect: "ts" }));
  }
}

/** The parser of a language; undefined unless it was loaded. */
export function grammarOf(language: Language): Parser | undefined {
  return loaded.get(language);
}
