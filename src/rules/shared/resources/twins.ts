import { locationOf, type Stack } from "../../../lambda/index.ts";
import { isCallersChoice, type Resource } from "../../../terraform/index.ts";
import { isExcerpt } from "../declarations/excerpt.ts";

/** Two resources that AWS takes for one. */
export interface Twins {
  readonly first: Resource;
  readonly second: Resource;
}

/** When it is right to ignore that there are two. */
export const NOT_TOGETHER = "The two are never created together, in a way that the configuration does not say.";

/**
 * The resources that are what an earlier one is, in the same account and region. `identityOf` stands for what AWS tells
 * resources apart by; undefined where that is not known. Only what is certain to be there has a twin.
 */
export function twinsAmong(
  { root }: Stack,
  resources: readonly Resource[],
  identityOf: (resource: Resource) => string | undefined,
): readonly Twins[] {
  if (isExcerpt(root)) return [];
  const firsts = new Map<string, Resource>();
  return resources.flatMap((second) => {
    const location = locationOf(second);
    if (location === undefined || !isThere(second)) return [];
    const identity = identityOf(second);
    if (identity === undefined) return [];
    const key = JSON.stringify([location, identity]);
    const first = firsts.get(key);
    if (!first) firsts.set(key, second);
    return first ? [{ first, second }] : [];
  });
}

/**
 * Stands for the text that an argument is; undefined where that is not known. What callers choose apart is not the same,
 * though the defaults are.
 */
export function textIdentity(resource: Resource, argument: string): string | undefined {
  const { body, module } = resource;
  const text = body.string(argument);
  if (text === undefined || !isCallersChoice(resource, argument)) return text;
  return `${text} ${module.address} ${body.place(argument).file.slice(body.place(argument))}`;
}

function isThere({ isCertain, isSymbolic, module }: Resource): boolean {
  return isCertain && !isSymbolic && module.trace.every((call) => call.isCertain);
}
