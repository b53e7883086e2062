import type { Parser } from "@lezer/common";
import type { Language } from "../syntax.ts";

const loaded = new Map<Language, Parser>();

/** Loads the parser of a language for `grammarOf`, so that only runs that read code pay for it. */
export async function loadGrammar(language: Language): Promise<void> {
  if (loaded.has(language)) return;
  if (language === "go") {
    const { parser } = await import("@lezer/go");
    loaded.set(language, parser);
  } else if (language === "java") {
    const { parser } = await import("@lezer/java");
    loaded.set(language, parser);
  } else if (language === "python") {
    const { parser } = await import("@lezer/python");
    loaded.set(language, parser);
  } else {
    const { parser } = await import("@lezer/javascript");
    loaded.set(language, parser.configure({ dialect: "ts" }));
  }
}

/** The parser of a language; undefined if it has not been loaded. */
export function grammarOf(language: Language): Parser | undefined {
  return loaded.get(language);
}
