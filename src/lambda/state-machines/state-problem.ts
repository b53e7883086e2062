import type { Place } from "../../terraform/index.ts";

/** What is wrong in a state of a state machine. */
export interface StateProblem {
  readonly place: Place;
  readonly message: string;
  readonly help?: string;
  /** The intended name or text, and where the wrong one is. */
  readonly instead?: { readonly place: Place; readonly text: string };
}

/** Values in a state that are nested deeper are not checked. */
export const MAX_NESTING = 50;
