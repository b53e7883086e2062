import { SourceFile } from "../../hcl/index.ts";
import type { StateLocation } from "../../terraform/index.ts";
import type { LintRequest } from "../lint.ts";

/** What a thread is told of a run that several share. */
export interface Share {
  readonly request: LintRequest;
  /** The directories that are reported on, absolute. */
  readonly directories: readonly string[];
  /** The directories of all roots, absolute. */
  readonly roots: readonly string[];
  /** How many of the roots are taken: a number that all threads see. */
  readonly taken: Int32Array;
  /** Rules that suppressions name. */
  readonly suppressed: ReadonlySet<string>;
  readonly states: readonly StateLocation[];
  readonly readsCode: boolean;
}

export function newCounter(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Of some things those that no other thread has taken. */
export function* untaken<T>(all: readonly T[], taken: Int32Array): Generator<T> {
  for (;;) {
    const next = all[Atomics.add(taken, 0, 1)];
    if (next === undefined) return;
    yield next;
  }
}

/** States as they arrive in another thread: files come there without their methods. */
export function received(states: readonly StateLocation[]): readonly StateLocation[] {
  return states.map((state) => {
    const { file, ...stretch } = state.place;
    return { ...state, place: { ...stretch, file: new SourceFile(file.path, file.text) } };
  });
}
