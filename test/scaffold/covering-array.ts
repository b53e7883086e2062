/** One of the values that a parameter can have. */
export interface Choice {
  readonly parameter: string;
  readonly value: string | boolean | number;
  /** Whether it need not occur together with other details. */
  readonly isDetail?: boolean;
}

/** The choices that are required, by parameter, and which choice requires each. */
export type Way = ReadonlyMap<string, Wanted>;

export interface Wanted {
  readonly value: Choice["value"];
  readonly by: string;
}

/** The possible choices, and what each of them requires. */
export interface Space {
  readonly choices: readonly Choice[];
  /** The alternatives for making a choice: what to choose, including the choice itself if it can be made directly. */
  readonly ways: (choice: Choice) => readonly Way[];
  /** The choices that follow from other ones. */
  readonly entailed: (way: Way) => Way;
}

/** Two choices that exclude each other, and the conflict in each way that was tried. */
export interface Exclusion {
  readonly pair: Pair;
  readonly because: ReadonlySet<string>;
}

type Pair = readonly [Choice, Choice];

/**
 * Rows in which every two choices of different parameters occur together, except for the exclusions; `realise` turns
 * each row into a result, and `isIn` tells whether a result has a choice. Existing results count. The algorithm is
 * greedy: each row begins with a pair that is still missing, and is extended by the choice that adds most pairs until
 * none adds any; the rest is left open. The same space always leads to the same rows. Throws if two choices do not
 * occur together although nothing excludes it.
 */
export async function coveringRows<Made>(
  space: Space,
  there: readonly Made[],
  realise: (row: Way) => Promise<Made>,
  isIn: (made: Made, choice: Choice) => boolean,
): Promise<{ readonly rows: readonly Made[]; readonly exclusions: readonly Exclusion[] }> {
  const rows = [...there];
  const exclusions: Exclusion[] = [];
  const missing = new MissingPairs(space.choices);
  for (const pair of missing.each()) {
    const { meeting, because } = meet(pair, space);
    if (meeting) continue;
    exclusions.push({ pair, because });
    missing.strike(pair);
  }
  const strike = (made: Made) => missing.strike(space.choices.filter((choice) => isIn(made, choice)));
  for (const made of there) strike(made);
  for (const pair of missing.each()) {
    const { meeting = new Map() } = meet(pair, space);
    const made = await realise(completed(meeting, space, missing));
    if (!pair.every((choice) => isIn(made, choice))) {
      throw new Error(`${pair.map(nameOf).join(" and ")} do not come together, and no manifest says why`);
    }
    strike(made);
    rows.push(made);
  }
  return { rows, exclusions };
}

export function nameOf({ parameter, value }: Choice): string {
  return `${parameter}=${value}`;
}

/** A parameter for which two ways require different choices. */
export function clash(one: Way, other: Way): string | undefined {
  for (const [parameter, { value }] of other) {
    if ((one.get(parameter)?.value ?? value) !== value) return parameter;
  }
  return undefined;
}

/** The first way to have both choices, or the reasons why there is none. */
function meet([first, second]: Pair, space: Space): { meeting?: Way; because: ReadonlySet<string> } {
  const because = new Set<string>();
  for (const one of space.ways(first)) {
    for (const other of space.ways(second)) {
      const { joined, reason } = join(one, other, space);
      if (joined) return { meeting: joined, because };
      because.add(reason);
    }
  }
  return { because };
}

type Joined = { readonly joined: Way; readonly reason?: never } | { readonly joined?: never; readonly reason: string };

/** The requirements of both ways, and what follows from them; or the conflict between them. */
function join(one: Way, other: Way, { entailed }: Space): Joined {
  const shared = clash(one, other);
  if (shared !== undefined) return { reason: `${wish(one, shared)}, ${wish(other, shared)}` };
  const both = new Map([...one, ...other]);
  const limits = entailed(both);
  const limited = clash(both, limits);
  if (limited !== undefined) return { reason: `${wish(both, limited)}, ${wish(limits, limited)}` };
  return { joined: new Map([...both, ...limits]) };
}

function wish(way: Way, parameter: string): string {
  const { value, by } = way.get(parameter) ?? {};
  return `${by} wants ${parameter}=${value}`;
}

function completed(start: Way, space: Space, missing: MissingPairs): Way {
  const gains = new Gains(missing);
  const candidates = new Set(space.choices);
  let row = start;
  let taken: Choice | undefined;
  do {
    gains.count(row, taken);
    taken = gains.best(candidates);
    if (taken) row = withChoice(row, taken, space);
    if (taken) candidates.delete(taken);
  } while (taken);
  return row;
}

/** A row with one more choice; undefined if that is impossible. */
function withChoice(row: Way, choice: Choice, space: Space): Way {
  for (const way of space.ways(choice)) {
    const { joined } = join(row, way, space);
    if (joined) return joined;
  }
  return row;
}

/** Whether two choices should occur together, if possible. */
export function belongTogether(one: Choice, other: Choice): boolean {
  return one.parameter !== other.parameter && !(one.isDetail && other.isDetail);
}

/** The pairs of choices that have not occurred together yet. */
class MissingPairs {
  readonly #choices: ReadonlyMap<string, Choice>;
  readonly #partners: ReadonlyMap<Choice, Set<Choice>>;

  constructor(choices: readonly Choice[]) {
    this.#choices = new Map(choices.map((choice) => [nameOf(choice), choice]));
    this.#partners = new Map(
      choices.map((choice) => [choice, new Set(choices.filter((other) => belongTogether(choice, other)))]),
    );
  }

  /** Each pair that is still missing when its turn comes. */
  *each(): Generator<Pair> {
    const done = new Set<Choice>();
    for (const [choice, partners] of this.#partners) {
      done.add(choice);
      for (const partner of partners) if (!done.has(partner)) yield [choice, partner];
    }
  }

  /** The choices with which a choice has not occurred together. */
  with(choice: Choice): ReadonlySet<Choice> {
    return this.#partners.get(choice) ?? new Set();
  }

  strike(together: readonly Choice[]): void {
    for (const choice of together) for (const other of together) this.#partners.get(choice)?.delete(other);
  }

  choice(parameter: string, value: Choice["value"]): Choice | undefined {
    return this.#choices.get(nameOf({ parameter, value }));
  }
}

/** The number of missing pairs that each choice would form with the choices of a row. */
class Gains {
  readonly #missing: MissingPairs;
  readonly #counted = new Set<string>();
  readonly #gains = new Map<Choice, number>();

  constructor(missing: MissingPairs) {
    this.#missing = missing;
  }

  /** Counts the new choices of a row, and those that occurred in it. */
  count(row: Way, taken: Choice | undefined): void {
    for (const [parameter, { value }] of row) this.#add(parameter, value);
    if (taken) this.#add(taken.parameter, taken.value);
  }

  #add(parameter: string, value: Choice["value"]): void {
    if (this.#counted.has(parameter)) return;
    this.#counted.add(parameter);
    const choice = this.#missing.choice(parameter, value);
    const partners = choice ? this.#missing.with(choice) : [];
    for (const partner of partners) this.#gains.set(partner, (this.#gains.get(partner) ?? 0) + 1);
  }

  /** The choice that adds most pairs, and among equals the one with most missing ones; undefined if none adds any. */
  best(choices: Iterable<Choice>): Choice | undefined {
    let best: Choice | undefined;
    let most = [0, 0];
    for (const choice of choices) {
      const worth = [this.#gains.get(choice) ?? 0, this.#missing.with(choice).size];
      if (!isMore(worth, most)) continue;
      best = choice;
      most = worth;
    }
    return best;
  }
}

function isMore([gain = 0, missing = 0]: readonly number[], [most = 0, missed = 0]: readonly number[]): boolean {
  return gain > most || (gain === most && gain > 0 && missing > missed);
}
