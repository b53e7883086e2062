import type { Root } from "../load.ts";

/** How many roots have been taken, in memory that all threads see. */
export type Taken = Int32Array<SharedArrayBuffer>;

/** A count that threads can share, from 0. */
export function noneTaken(): Taken {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** The roots that no other thread has taken: each takes the next when it is done with one, so that none waits for long. */
export function* untaken(roots: readonly Root[], taken: Taken): Generator<Root> {
  for (;;) {
    const root = roots[Atomics.add(taken, 0, 1)];
    if (!root) return;
    yield root;
  }
}
