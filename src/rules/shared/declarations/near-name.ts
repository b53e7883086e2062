import { didYouMean } from "../../../aws/did-you-mean.ts";
import { limits } from "../../../limits.ts";

/** A set of names, or a map by name. */
export type DeclaredNames = Pick<ReadonlyMap<string, unknown>, "size" | "has" | "keys">;

/** The declared name that a name most likely misspells; undefined if too many are declared to compare. */
export function nearName(name: string, declared: DeclaredNames): string | undefined {
  return declared.size > limits.nearNames ? undefined : didYouMean(name, declared.keys());
}
