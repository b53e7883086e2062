import { didYouMean } from "../../../aws/did-you-mean.ts";
import { limits } from "../../../limits.ts";

/** A set of names, or what is declared by its name. */
export type DeclaredNames = Pick<ReadonlyMap<string, unknown>, "size" | "has" | "keys">;

/** The declared name that one is most likely a misspelling of; none is looked for among very many. */
export function nearName(name: string, declared: DeclaredNames): string | undefined {
  return declared.size > limits.nearNames ? undefined : didYouMean(name, declared.keys());
}
