/** One of the values that a parameter can have. */
export interface Choice {
  readonly parameter: string;
  readonly value: string | boolean | number;
  /** Need not come together with other details. */
  readonly isDetail?: boolean;
}

/** What must be chosen, by parameter, and who says so. */
export type Way = ReadonlyMap<string, Wanted>;

export interface Wanted {
  readonly value: Choice["value"];
  readonly by: string;
}

/** What can be chosen, and what must be chosen with it. */
export interface Space {
  readonly choices: readonly Choice[];
  /** What a choice needs to come about, itself included if it can be chosen as such: each way there is. */
  readonly ways: (choice: Choice) => readonly Way[];
  /** What is not left to choose once all this is chosen. */
  readonly entailed: (way: Way) => Way;
}

/** Two choices that cannot come together, and who wants what else of which parameter, for each way that was tried. */
export interface Exclusion {
  readonly pair: Pair;
  readonly because: ReadonlySet<string>;
}

type Pair = readonly [Choice, Choice];

/**
 * Rows, each made into something by `realise`, in which every two choices of different parameters come together, but for
 * the exclusions. Built greedily: each row begins with a pair that is still missing, and takes whatever choice adds most
 * until none adds anything; the rest is left open. `isIn` says whether a choice came about. What is there already counts.
 * The same space gives the same rows. Throws if two choices do not come together, and nothing says why.
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

/** Where two ways want different things. */
export function clash(one: Way, other: Way): string | undefined {
  for (const [parameter, { value }] of other) {
    if ((one.get(parameter)?.value ?? value) !== value) return parameter;
  }
  return undefined;
}

/** The first way to have both; or why there is none. */
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

/** What both ways want, and what follows from it; or who wants what of the same parameter. */
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

/** A row with a choice as well, if there is a way. */
function withChoice(row: Way, choice: Choice, space: Space): Way {
  for (const way of space.ways(choice)) {
    const { joined } = join(row, way, space);
    if (joined) return joined;
  }
  return row;
}

/** Whether two choices are to come together, if they can. */
export function belongTogether(one: Choice, other: Choice): boolean {
  return one.parameter !== other.parameter && !(one.isDetail && other.isDetail);
}

/** The pairs of choices that have not come together yet. */
class MissingPairs {
  readonly #choices: ReadonlyMap<string, Choice>;
  readonly #partners: ReadonlyMap<Choice, Set<Choice>>;

  constructor(choices: readonly Choice[]) {
    this.#choices = new Map(choices.map((choice) => [nameOf(choice), choice]));
    this.#partners = new Map(
      choices.map((choice) => [choice, new Set(choices.filter((other) => belongTogether(choice, other)))]),
    );
  }

  /** Each that is missing when it is its turn. */
  *each(): Generator<Pair> {
    const done = new Set<Choice>();
    for (const [choice, partners] of this.#partners) {
      done.add(choice);
      for (const partner of partners) if (!done.has(partner)) yield [choice, partner];
    }
  }

  /** The choices with which one has not come together. */
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

/** How many missing pairs each choice would make with those of a row. */
class Gains {
  readonly #missing: MissingPairs;
  readonly #counted = new Set<string>();
  readonly #gains = new Map<Choice, number>();

  constructor(missing: MissingPairs) {
    this.#missing = missing;
  }

  /** Counts what is new in a row, and what came about in it. */
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

  /** The choice that adds most, and of those the one that misses most; undefined if none adds anything. */
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
