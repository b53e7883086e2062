import type { UnknownReason } from "../value.ts";

/** Thrown inside a function's implementation where it gives no value; `callFunction` turns it into an unknown value. */
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

/** The result would be larger than is worked out. */
export function tooLarge(): never {
  throw new Refusal("too-large");
}

/** Terraform gives a value, and we do not know it. */
export function notEvaluated(): never {
  throw new Refusal("not-evaluated");
}
