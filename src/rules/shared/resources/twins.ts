import { locationOf, type Stack } from "../../../lambda/index.ts";
import { isCallersChoice, type Resource } from "../../../terraform/index.ts";
import { isExcerpt } from "../declarations/excerpt.ts";

/** Two resources that are the same to AWS. */
export interface Twins {
  readonly first: Resource;
  readonly second: Resource;
}

/** When it is right to ignore that there are two. */
export const NOT_TOGETHER = "The two are never created together, in a way that the configuration does not say.";

/**
 * The resources that are the same as an earlier one, in the same account and region. `identityOf` is what AWS
 * distinguishes resources by; undefined if not known. Only resources that certainly exist count.
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
 * Identifies the text of an argument; undefined if not known. Values that callers choose separately are not the same,
 * even if their defaults are.
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
