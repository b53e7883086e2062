import { locationOf, type Stack } from "../../../lambda/index.ts";
import { isCallersChoice, type Resource, referredOfType, type Value } from "../../../terraform/index.ts";
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
 * @param placeOf the account and region; undefined if not known
 */
export function twinsAmong(
  { root }: Stack,
  resources: readonly Resource[],
  identityOf: (resource: Resource) => string | undefined,
  placeOf: (resource: Resource) => string | undefined = locationOf,
): readonly Twins[] {
  if (isExcerpt(root)) return [];
  const firsts = new Map<string, Resource>();
  return resources.flatMap((second) => {
    const location = placeOf(second);
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

/**
 * Identifies what an argument refers to, if it refers to one of these types, or otherwise its value; undefined if it is
 * not known to be the same wherever it is written.
 */
export function argumentIdentity(resource: Resource, argument: string, types: readonly string[]): string | undefined {
  const value = resource.body.value(argument);
  const named = types.length > 0 ? referredOfType(value, ...types) : undefined;
  if (named) return named.isSymbolic ? undefined : `=${addressOf(named)}`;
  return textOf(value, argument, resource);
}

/** Identifies a text: its value, the attribute that it is, or its expression if that always has the same value. */
function textOf(value: Value, argument: string, resource: Resource): string | undefined {
  const { body, module } = resource;
  if (value.kind === "known") return `'${textIdentity(resource, argument)}`;
  const { via } = value;
  if (value.kind === "unknown" && via) {
    return via.resource.isSymbolic ? undefined : `=${addressOf(via.resource)}.${via.path.join(".")}`;
  }
  const { file, start, end } = body.place(argument);
  const written = file.text.slice(start, end);
  // expressions with a different value each time
  return /\b(?:(?:each|count)\.|uuid\()/.test(written) ? undefined : `?${module.address} ${written}`;
}

function addressOf({ module, mode, type, name, key }: Resource): string {
  return JSON.stringify([module.address, mode, type, name, key]);
}

function isThere({ isCertain, isSymbolic, module }: Resource): boolean {
  return isCertain && !isSymbolic && module.trace.every((call) => call.isCertain);
}
