import type { Finding, TextRange } from "./finding.ts";
import type { RenderContext } from "./reporter.ts";

/** The rules whose findings are on the secret itself. */
const ON_SECRETS = new Set([
  "secrets/plaintext-environment",
  "secrets/in-argument",
  "secrets/in-default",
  "secrets/in-provider",
  "secrets/state-exposed",
  "state/backend-credentials",
]);
/** How much of a long secret is shown, including the quote before it; of a short one only the quote. */
const SHOWN = 5;
const LONG = 18;

/** A shorter line of a secret is too common to be searched for elsewhere. */
const SHORTEST = 4;

/** Hides secrets in what a report shows. */
export interface Concealment {
  /** A source line, in which every hidden character is replaced by one other character. */
  readonly sourceLine: RenderContext["sourceLine"];
  /** The new text of an edit, which may repeat a secret. */
  newText(text: string): string;
}

/** Hides the secrets at the places of a run's findings. */
export function concealing(findings: readonly Finding[], sourceLine: RenderContext["sourceLine"]): Concealment {
  const ranges = new Map<string, TextRange[]>();
  const secrets = new Set<string>();
  for (const { rule, file, range } of findings) {
    if (!ON_SECRETS.has(rule)) continue;
    ranges.set(file, [...(ranges.get(file) ?? []), range]);
    for (const text of linesOf(file, range, sourceLine)) if (text.length >= SHORTEST) secrets.add(text);
  }
  return {
    sourceLine: (file, line) => {
      const text = sourceLine(file, line);
      return text && (ranges.get(file) ?? []).reduce((shown, range) => mask(shown, line, range), text);
    },
    newText: (text) => [...secrets].reduce((shown, secret) => shown.replaceAll(secret, hidden(secret)), text),
  };
}

/** The lines of a secret, without the quotes around it. */
function linesOf(file: string, { start, end }: TextRange, sourceLine: RenderContext["sourceLine"]): readonly string[] {
  const found: string[] = [];
  for (let line = start.line; line <= end.line; line++) {
    const characters = Array.from(sourceLine(file, line) ?? "");
    const from = line === start.line ? start.column - 1 : 0;
    const to = line === end.line ? end.column - 1 : characters.length;
    const text = characters.slice(from, to).join("");
    found.push(text.trim().replace(/^"|"$/g, ""));
  }
  return found;
}

function hidden(secret: string): string {
  return "•".repeat(Array.from(secret).length);
}

function mask(text: string, line: number, { start, end }: TextRange): string {
  if (line < start.line || line > end.line) return text;
  const characters = Array.from(text);
  const from = line === start.line ? start.column - 1 : 0;
  const to = line === end.line ? end.column - 1 : characters.length;
  const shown = line === start.line ? (to - from >= LONG ? SHOWN : 1) : 0;
  return characters.map((character, i) => (i >= from + shown && i < to ? "•" : character)).join("");
}
