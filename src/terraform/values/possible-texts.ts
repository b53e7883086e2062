import { alternatives, couldBe, knownLength, knownPrefix, knownSuffix } from "./queries.ts";
import type { TemplateValue, Value } from "./value.ts";

/** An index for asking whether any of many values could be a given text. */
export class PossibleTexts {
  private readonly known = new Set<string>();
  /** The minimum length by known prefix and suffix, which are grouped by their lengths. */
  private readonly templates = new Map<number, Map<number, Map<string, number>>>();
  /** Whether one of them may be any text. */
  private isOpen = false;

  constructor(values: readonly Value[]) {
    for (const value of values.flatMap(alternatives)) {
      if (value.kind === "known") this.known.add(knownPrefix(value));
      else if (value.kind === "template") this.addTemplate(value);
      else if (couldBe(value, "")) this.isOpen = true;
    }
  }

  /** False only if none of the values can be the text. */
  couldBe(text: string): boolean {
    if (this.known.has(text) || this.isOpen) return true;
    for (const [start, bySuffix] of this.templates) {
      if (start > text.length) continue;
      for (const [end, leastLengths] of bySuffix) {
        const least = leastLengths.get(keyOf(text.slice(0, start), end === 0 ? "" : text.slice(-end)));
        if (least !== undefined && least <= text.length) return true;
      }
    }
    return false;
  }

  private addTemplate(value: TemplateValue): void {
    const [prefix, suffix] = [knownPrefix(value), knownSuffix(value)];
    const bySuffix = this.templates.get(prefix.length) ?? new Map<number, Map<string, number>>();
    this.templates.set(prefix.length, bySuffix);
    const leastLengths = bySuffix.get(suffix.length) ?? new Map<string, number>();
    bySuffix.set(suffix.length, leastLengths);
    const key = keyOf(prefix, suffix);
    leastLengths.set(key, Math.min(knownLength(value.parts), leastLengths.get(key) ?? Number.POSITIVE_INFINITY));
  }
}

function keyOf(prefix: string, suffix: string): string {
  return `${prefix}\0${suffix}`;
}
