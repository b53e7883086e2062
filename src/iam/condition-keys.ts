import { didYouMean } from "../aws/did-you-mean.ts";
import { GLOBAL_CONDITION_KEYS } from "../aws/global-condition-keys.ts";
import { type ConditionKeyType, type IamConditionKey, iamService } from "../aws/iam-actions.ts";
import { oncePer } from "../once-per.ts";
import type { ConditionFault } from "./condition-check.ts";

/** Keys with several values in one request, which ForAllValues is made for. In lower case. */
export const MULTIVALUED: ReadonlySet<string> = new Set([
  "aws:calledvia",
  "aws:principalorgpaths",
  "aws:principalservicenameslist",
  "aws:resourceorgpaths",
  "aws:sourceorgpaths",
  "aws:tagkeys",
  "aws:vpceorgpaths",
  "dynamodb:attributes",
  "dynamodb:leadingkeys",
]);

/** Whether requests may have several values of a key. */
export function isMultivalued(key: string): boolean {
  // authentication methods, which identity providers send under their own prefix
  return MULTIVALUED.has(key.toLowerCase()) || /^[^:]+:amr$/i.test(key) || keyType(key)?.startsWith("ArrayOf") === true;
}

/**
 * A key that does not exist. Reports only keys without a service prefix and near misses of known keys: keys of tokens,
 * and of credentials that AWS binds to their purpose, are in no list.
 */
export function unknownKey(key: string): ConditionFault | undefined {
  const [prefix = "", name = ""] = key.split(":");
  if (/^[\w-]+$/.test(key))
    return {
      kind: "dead",
      part: "key",
      message: `${key} is not a condition key: the prefix of a service is missing`,
      help: `Write the prefix before it, such as aws:${key}`,
    };
  if (/^aws:(?:principal|request|resource)tag$/i.test(key))
    return {
      kind: "dead",
      part: "key",
      message: `${key} names no tag, and no request has such a key`,
      help: `Append the tag's name: ${key}/<name>`,
    };
  if (prefix.toLowerCase() === "aws") return unknownGlobalKey(key);
  const service = iamService(prefix);
  if (!service || name === "" || patternOf(key)) return undefined;
  const meant = didYouMean(
    key.toLowerCase(),
    [...service.conditionKeys.keys()].filter((one) => !one.includes("$") && one.startsWith(`${service.prefix}:`)),
  );
  if (meant === undefined) return undefined;
  const written = service.conditionKeys.get(meant)?.key ?? meant;
  return {
    kind: "dead",
    part: "key",
    message: `${service.name} has no condition key ${key}`,
    help: `Did you mean ${written}?`,
  };
}

function unknownGlobalKey(key: string): ConditionFault | undefined {
  const isKnown = GLOBAL_CONDITION_KEYS.some((one) => one.toLowerCase() === key.toLowerCase());
  const meant = isKnown || key.includes("/") ? undefined : didYouMean(key, GLOBAL_CONDITION_KEYS);
  return meant === undefined
    ? undefined
    : { kind: "dead", part: "key", message: `AWS has no condition key ${key}`, help: `Did you mean ${meant}?` };
}

/** The type of a key's values, if AWS's reference has the key. */
export function keyType(key: string): ConditionKeyType | undefined {
  return patternOf(key)?.type;
}

/** A service's description of a key; keys such as tags are found by the part before the name. */
function patternOf(key: string): IamConditionKey | undefined {
  const lower = key.toLowerCase();
  const keys = iamService(lower.split(":")[0] ?? "")?.conditionKeys;
  if (!keys) return undefined;
  const exact = keys.get(lower);
  if (exact) return exact;
  return openKeys(keys).find(({ prefix }) => lower.startsWith(prefix))?.key;
}

/** The keys that end in a name of the user's choice. */
const openKeys = oncePer((keys: ReadonlyMap<string, IamConditionKey>) =>
  Array.from(keys, ([pattern, key]) => ({ prefix: pattern.slice(0, Math.max(0, pattern.indexOf("$"))), key })).filter(
    ({ prefix }) => prefix !== "",
  ),
);
