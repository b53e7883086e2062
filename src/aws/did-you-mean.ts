/** Longer words are not compared: they are no misspellings, and comparing them is slow. */
const LONGEST = 128;

/**
 * The candidate that `word` is most likely a misspelling of, or undefined if none is near: at most one edit for each
 * three characters, and three at most. Differences of case, `-`, `_` and spaces alone always count as near. Of equally
 * near candidates the first wins.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length === 0 || word.length > LONGEST) return undefined;
  const wanted = fold(word);
  let best: string | undefined;
  let allowed = Math.min(3, Math.max(1, Math.floor(word.length / 3)));
  for (const candidate of candidates) {
    if (candidate === word || candidate.length > LONGEST) continue;
    const distance = editDistance(wanted, fold(candidate), allowed);
    if (distance > allowed) continue;
    if (distance === 0) return candidate;
    best = candidate;
    allowed = distance - 1;
  }
  return best;
}

/**
 * Whether a word is so near to a candidate that it can only be a misspelling of it: one edit at most. Another number is
 * another thing (`TLSv1` is not meant by `TLSv1.2`).
 */
export function isMisspelling(word: string, candidate: string): boolean {
  return numbersOf(word) === numbersOf(candidate) && editDistance(fold(word), fold(candidate), 1) <= 1;
}

/**
 * Whether a word is a misspelling of a candidate and of no other of those that it could be. Hardly anything is left of
 * a shorter word if one letter is wrong: `ip` may be `id`.
 */
export function isOnlyMisspelling(word: string, candidate: string, candidates: Iterable<string>): boolean {
  if (word === candidate) return true;
  if (word.length < 3 || !isMisspelling(word, candidate)) return false;
  const isSame = fold(word) === fold(candidate);
  return ![...candidates].some(
    (other) =>
      other !== candidate && other !== word && (isSame ? fold(word) === fold(other) : isMisspelling(word, other)),
  );
}

/** The digits of a name, which tell it from others of its kind. */
export function numbersOf(name: string): string {
  return name.replace(/\D/g, "");
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[-_\s]/g, "");
}

/**
 * The number of edits (insert, delete, replace, swap of neighbours) that turn `from` into `to`; some number above
 * `limit` as soon as the limit is certain to be exceeded.
 */
export function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1;
  const pair = { from, to };
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = new Array<number>(to.length + 1).fill(Number.POSITIVE_INFINITY);
    current[0] = row;
    const table = { current, last, beforeLast };
    let smallest = row;
    // a cell further off the diagonal takes more edits than that
    const end = Math.min(to.length, row + limit);
    for (let column = Math.max(1, row - limit); column <= end; column++) {
      const cell = cheapestEdit(pair, table, row, column);
      current[column] = cell;
      if (cell < smallest) smallest = cell;
    }
    if (smallest > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? limit + 1;
}

/** The row of distances that is being filled, and the two above it. */
interface Rows {
  readonly current: readonly number[];
  readonly last: readonly number[];
  readonly beforeLast: readonly number[];
}

function cheapestEdit(
  { from, to }: { readonly from: string; readonly to: string },
  { current, last, beforeLast }: Rows,
  row: number,
  column: number,
): number {
  const at = (line: readonly number[], index: number): number => line[index] ?? Number.POSITIVE_INFINITY;
  const same = from[row - 1] === to[column - 1];
  const cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
  const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
  return swapped ? Math.min(cost, at(beforeLast, column - 2) + 1) : cost;
}
