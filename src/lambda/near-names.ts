/** Longer names are not looked at: what is kept of a name grows with the square of its length. */
const LONGEST = 128;

/** Names that are told from others by one letter at most, or by case: found without comparing each with each. */
export class NearNames {
  /** Under each name itself and what is left of it without one of its letters, in lower case. */
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
   * All names that one letter added, left out, replaced or swapped with its neighbour, or case, may tell from a name, in their
   * order; others may be among them.
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
