import type { Place, Value } from "../terraform/index.ts";

/** A reason why AWS refuses a policy document, without its place. */
export interface Fault {
  readonly message: string;
  readonly help: string;
  /** The value that is wrong, if it is a single one. */
  readonly value?: Value;
  /** The correction at that place, where it is certain. */
  readonly mend?: Mend | undefined;
}

/** A reason why AWS refuses a policy document. */
export interface DocumentFault extends Fault {
  readonly at: Place;
}

/** A text that occurs once there, and its replacement, which is empty for a surplus comma. */
export interface Mend {
  readonly from: string;
  readonly to: string;
}
