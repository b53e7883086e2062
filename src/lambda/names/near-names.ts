/** Longer names are left out: the index for a name grows with the square of its length. */
const LONGEST = 128;

/**
 * An index that finds names which differ from a given one in at most one letter, or in case, without comparing all
 * pairs.
 */
export class NearNames {
  /** By each name and each way of leaving out one of its letters, in lower case. */
  private readonly byRest = new Map<string, string[]>();
  private readonly order = new Map<string, number>();

  constructor(names: Iterable<string>) {
    for (const name of names) {
      this.order.set(name, this.order.size);
      for (const rest of restsOf(name)) {
        const known = this.byRest.get(rest);
        if (known) known.push(name);
        else this.byRest.set(rest, [name]);
      }
    }
  }

  /**
   * All names that may differ from a name by one letter added, omitted, replaced or swapped with its neighbour, or by
   * case, in their order; some of them may differ more.
   */
  near(name: string): readonly string[] {
    const found = new Set([...restsOf(name)].flatMap((rest) => this.byRest.get(rest) ?? []));
    return [...found].sort((a, b) => (this.order.get(a) ?? 0) - (this.order.get(b) ?? 0));
  }
}

function restsOf(name: string): ReadonlySet<string> {
  if (name.length > LONGEST) return new Set();
  const lower = name.toLowerCase();
  return new Set([lower, ...Array.from({ length: lower.length }, (_, i) => lower.slice(0, i) + lower.slice(i + 1))]);
}
