import type { Suppression } from "./suppression.ts";

/** Suppressions of more lines than this are few, and looked through one by one. */
const WIDE = 1000;

/** The suppressions of a file, found by the line that they speak of: both they and findings can be many. */
export class SuppressionsByLine {
  readonly all: readonly Suppression[];
  private readonly narrow = new Map<number, Suppression[]>();
  private readonly wide: Suppression[] = [];

  constructor(all: readonly Suppression[]) {
    this.all = all;
    for (const suppression of all) this.add(suppression);
  }

  /** Those that speak of a line, counted from 1; the closest first. */
  at(line: number): readonly Suppression[] {
    const around = this.wide.filter(({ lines: { from, to } }) => from <= line && line <= to);
    return [...(this.narrow.get(line) ?? []), ...around];
  }

  private add(suppression: Suppression): void {
    const { from, to } = suppression.lines;
    if (to - from > WIDE) {
      this.wide.push(suppression);
      return;
    }
    for (let line = from; line <= to; line++) {
      const others = this.narrow.get(line);
      if (others) others.push(suppression);
      else this.narrow.set(line, [suppression]);
    }
  }
}
