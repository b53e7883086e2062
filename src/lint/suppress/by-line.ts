import type { Suppression } from "./suppression.ts";

/** Suppressions of more lines than this are few, and are searched one by one. */
const WIDE = 1000;

/** The suppressions of a file, indexed by line: there may be many of them, and many findings. */
export class SuppressionsByLine {
  readonly all: readonly Suppression[];
  private readonly narrow = new Map<number, Suppression[]>();
  private readonly wide: Suppression[] = [];

  constructor(all: readonly Suppression[]) {
    this.all = all;
    for (const suppression of all) this.add(suppression);
  }

  /** The suppressions that apply to a line (from 1), the closest first. */
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
