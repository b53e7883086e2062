/** Something that can be chosen, by name, and what it can be. */
export interface Parameter {
  readonly name: string;
  readonly values: readonly Choice[];
}

export type Choice = string | boolean;
export type Row = ReadonlyMap<string, Choice>;

export interface Constraints {
  /** What must be chosen as well for a choice to mean anything: each way there is. */
  readonly requires: (name: string, choice: Choice) => readonly Row[];
  /** What of a row counts: its choices without those that mean nothing in it. */
  readonly effective: (row: Row) => Promise<Row>;
}

interface Pair {
  readonly first: readonly [string, Choice];
  readonly second: readonly [string, Choice];
}

/**
 * Rows in which every two choices of two parameters come together at least once, but for those that cannot. Built
 * greedily: each row begins with a pair that is still missing, and takes for each other parameter the choice that adds
 * most. The same parameters give the same rows.
 */
export async function coveringRows(
  parameters: readonly Parameter[],
  constraints: Constraints,
): Promise<readonly Row[]> {
  const missing = new Map(allPairs(parameters).map((pair) => [keyOf(pair.first, pair.second), pair]));
  const rows: Row[] = [];
  for (const [key, pair] of missing) {
    if (!missing.has(key)) continue;
    const row = completed(pair, parameters, constraints, missing);
    const effective = row && (await constraints.effective(row));
    // Whether or not it can be had: it is not tried again.
    missing.delete(key);
    const hasPair =
      effective?.get(pair.first[0]) === pair.first[1] && effective?.get(pair.second[0]) === pair.second[1];
    if (!effective) continue;
    const chosen = [...effective];
    const before = missing.size;
    for (const [index, first] of chosen.entries())
      for (const second of chosen.slice(index + 1)) missing.delete(keyOf(first, second));
    if (hasPair || missing.size < before) rows.push(effective);
  }
  return rows;
}

function allPairs(parameters: readonly Parameter[]): readonly Pair[] {
  return parameters.flatMap((one, index) =>
    parameters
      .slice(index + 1)
      .flatMap((other) =>
        one.values.flatMap((a) => other.values.map((b): Pair => ({ first: [one.name, a], second: [other.name, b] }))),
      ),
  );
}

function keyOf(...choices: readonly (readonly [string, Choice])[]): string {
  return choices
    .map(([name, choice]) => `${name}=${choice}`)
    .sort()
    .join(" ");
}

function completed(
  pair: Pair,
  parameters: readonly Parameter[],
  { requires }: Constraints,
  missing: ReadonlyMap<string, Pair>,
): Row | undefined {
  const row = new Map<string, Choice>();
  if (!take(row, pair.first, requires) || !take(row, pair.second, requires)) return undefined;
  for (const { name, values } of parameters) {
    if (row.has(name)) continue;
    const gain = (choice: Choice): number =>
      [...row].filter((other) => missing.has(keyOf([name, choice], other))).length;
    const byGain = [...values].sort((a, b) => gain(b) - gain(a));
    byGain.some((choice) => take(row, [name, choice], requires));
  }
  return row;
}

/** Adds a choice with what it requires, in a way that agrees with what is chosen; adds nothing if there is none. */
function take(
  row: Map<string, Choice>,
  [name, choice]: readonly [string, Choice],
  requires: Constraints["requires"],
): boolean {
  const ways = requires(name, choice).map((way) => new Map([...way, [name, choice]]));
  const way = ways.find((wanted) => [...wanted].every(([key, value]) => (row.get(key) ?? value) === value));
  for (const [key, value] of way ?? []) row.set(key, value);
  return way !== undefined;
}
