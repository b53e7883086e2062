import type { Finding, TextRange } from "./finding.ts";

/** The rules whose findings lie on a secret itself. */
const ON_SECRETS = new Set([
  "secrets/plaintext-environment",
  "secrets/in-default",
  "secrets/in-provider",
  "secrets/state-exposed",
  "state/backend-credentials",
]);
/** A long secret may show this much, the quote before it included; a short one only the quote. */
const SHOWN = 5;
const LONG = 18;

/** Takes what is secret out of a source line, before any finding shows it. */
export type Conceal = (file: string, line: number, text: string) => string;

/** Where the findings of a run say that secrets stand. */
export function concealing(findings: readonly Finding[]): Conceal {
  const ranges = new Map<string, TextRange[]>();
  for (const { rule, file, range } of findings) {
    if (ON_SECRETS.has(rule)) ranges.set(file, [...(ranges.get(file) ?? []), range]);
  }
  return (file, line, text) => (ranges.get(file) ?? []).reduce((shown, range) => mask(shown, line, range), text);
}

function mask(text: string, line: number, { start, end }: TextRange): string {
  if (line < start.line || line > end.line) return text;
  const characters = Array.from(text);
  const from = line === start.line ? start.column - 1 : 0;
  const to = line === end.line ? end.column - 1 : characters.length;
  const shown = line === start.line ? (to - from >= LONG ? SHOWN : 1) : 0;
  return characters.map((character, i) => (i >= from + shown && i < to ? "•" : character)).join("");
}
