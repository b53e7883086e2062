import type { UnknownReason } from "../values/value.ts";

/** Thrown by a function's implementation if it yields no value; `callFunction` turns it into an unknown value. */
export class Refusal extends Error {
  readonly why: UnknownReason;

  constructor(why: UnknownReason) {
    super(why);
    this.why = why;
  }
}

/** Terraform would report an error here. */
export function invalid(): never {
  throw new Refusal("invalid");
}

/** The result would exceed a limit. */
export function tooLarge(): never {
  throw new Refusal("too-large");
}

/** Terraform has a result, but it is not known here. */
export function notEvaluated(): never {
  throw new Refusal("not-evaluated");
}
