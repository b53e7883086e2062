import type { Root } from "../load.ts";

/** How many roots have been taken, in memory shared by all threads. */
export type Taken = Int32Array<SharedArrayBuffer>;

/** A shared count, starting at 0. */
export function noneTaken(): Taken {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/**
 * The roots that no other thread has taken: each thread takes the next when it has finished one, so that none idles for
 * long.
 */
export function* untaken(roots: readonly Root[], taken: Taken): Generator<Root> {
  for (;;) {
    const root = roots[Atomics.add(taken, 0, 1)];
    if (!root) return;
    yield root;
  }
}
