import { didYouMean } from "../aws/did-you-mean.ts";
import { limits } from "../limits.ts";

/** The declared name that one is most likely a misspelling of; none is looked for among very many. */
export function nearName(name: string, declared: ReadonlySet<string>): string | undefined {
  return declared.size > limits.nearNames ? undefined : didYouMean(name, declared);
}
