import { didYouMean } from "../aws/did-you-mean.ts";
import { UserError } from "../user-error.ts";

/** Checks that a flag's value is one of the allowed ones. Throws a UserError if not. */
export function choose<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const chosen = allowed.find((candidate) => candidate === value);
  if (chosen !== undefined) return chosen;
  const near = didYouMean(value, allowed);
  const hint = `${near ? `Did you mean ${near}? ` : ""}It may be ${allowed.join(", ")}`;
  throw new UserError(`${flag} cannot be "${value}"`, hint);
}
