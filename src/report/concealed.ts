import { betweenColumns, characterCount } from "./characters.ts";
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
    const others = ranges.get(file);
    if (others) others.push(range);
    else ranges.set(file, [range]);
    for (const text of linesOf(file, range, sourceLine)) if (text.length >= SHORTEST) secrets.add(text);
  }
  const maskedLines = new Map<string, string>();
  return {
    sourceLine: (file, line) => {
      const text = sourceLine(file, line);
      const inFile = ranges.get(file);
      if (!text || !inFile) return text;
      const key = `${line} ${file}`;
      const masked = maskedLines.get(key) ?? mask(text, line, inFile);
      maskedLines.set(key, masked);
      return masked;
    },
    newText: (text) => [...secrets].reduce((shown, secret) => shown.replaceAll(secret, () => hidden(secret)), text),
  };
}

/** The lines of a secret, without the quotes around it. */
function linesOf(file: string, { start, end }: TextRange, sourceLine: RenderContext["sourceLine"]): readonly string[] {
  const found: string[] = [];
  for (let line = start.line; line <= end.line; line++) {
    const text = sourceLine(file, line) ?? "";
    const from = line === start.line ? start.column : 1;
    const to = line === end.line ? end.column : characterCount(text) + 1;
    found.push(betweenColumns(text, from, to).trim().replace(/^"|"$/g, ""));
  }
  return found;
}

function hidden(secret: string): string {
  return "•".repeat(characterCount(secret));
}

/** A line with the parts of secrets in it hidden, in one pass, as the only line of a plan may have many. */
function mask(text: string, line: number, ranges: readonly TextRange[]): string {
  const length = characterCount(text);
  const parts = ranges
    .filter(({ start, end }) => line >= start.line && line <= end.line)
    .map((range) => hiddenPart(line, length, range))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  let shown = "";
  let done = 1;
  for (const { from, to } of parts) {
    if (to <= done) continue;
    shown += betweenColumns(text, done, from) + "•".repeat(to - Math.max(from, done));
    done = to;
  }
  return shown + betweenColumns(text, done, length + 1);
}

/** The columns of a secret that are hidden on one of its lines; `to` is exclusive. */
function hiddenPart(line: number, length: number, { start, end }: TextRange): { from: number; to: number } {
  const from = line === start.line ? start.column : 1;
  const to = line === end.line ? Math.min(end.column, length + 1) : length + 1;
  const shown = line === start.line ? (to - from >= LONG ? SHOWN : 1) : 0;
  return { from: from + shown, to };
}
