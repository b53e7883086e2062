import { didYouMean } from "../aws/did-you-mean.ts";
import { GLOBAL_CONDITION_KEYS } from "../aws/global-condition-keys.ts";
import { type ConditionKeyType, type IamConditionKey, iamService } from "../aws/iam-actions.ts";
import { oncePer } from "../once-per.ts";
import { baseOperator, conditionEffect, type PlainCondition } from "./condition.ts";
import { wrongValue } from "./condition-values.ts";

/** A mistake in a condition: it never matches, or it matches more than intended. */
export interface ConditionFault {
  readonly kind: "dead" | "weak";
  /** Where it is: in the operator, the key or the values. */
  readonly part: "operator" | "key" | "values";
  /** A sentence with the condition's key as its subject: `aws:SourceArn is compared …`. */
  readonly message: string;
  readonly help: string;
  /** The right operator, without prefix and suffix. */
  readonly operator?: string;
}

/** Keys with several values in one request, which ForAllValues is made for. In lower case. */
const MULTIVALUED: ReadonlySet<string> = new Set([
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

/** Keys about who makes the request or on whose behalf: a star as the value lets everyone in. In lower case. */
const ABOUT_THE_CALLER: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
]);

/**
 * The mistake in a condition of a statement, if it certainly has one; `siblings` are all conditions of the statement.
 */
export function conditionFault(
  condition: PlainCondition,
  siblings: readonly PlainCondition[],
  effect: "Allow" | "Deny",
  asOf: string,
): ConditionFault | undefined {
  const fixed = condition.values.filter((value) => !/[$&]\{/.test(value));
  const known = {
    ...condition,
    values: fixed,
    isComplete: condition.isComplete && fixed.length === condition.values.length,
  };
  return (
    wildcardWithoutLike(known) ??
    wrongValues(known) ??
    variableElsewhere(condition) ??
    bothBooleans(known) ??
    valuesUnsaid(known) ??
    cidrAsText(known) ??
    over(known, asOf) ??
    privateSource(known, effect) ??
    (effect === "Allow" ? addressOfAnyVpc(known, siblings) : undefined) ??
    (effect === "Allow" ? forAllValues(known, siblings) : undefined) ??
    (effect === "Allow" ? admitsAll(known, asOf) : undefined) ??
    unknownKey(known.key)
  );
}

function wildcardWithoutLike({ operator, key, values, isComplete }: PlainCondition): ConditionFault | undefined {
  const base = baseOperator(operator);
  const starred = values.filter((value) => value.includes("*"));
  const isNegated = base === "stringnotequals" || base === "stringnotequalsignorecase";
  if ((base !== "stringequals" && base !== "stringequalsignorecase" && !isNegated) || starred.length === 0)
    return undefined;
  const isAll = isComplete && starred.length === values.length;
  const like = isNegated ? "StringNotLike" : "StringLike";
  return {
    kind: isNegated || !isAll ? "weak" : "dead",
    part: "values",
    message: `${key} is compared with "${starred[0]}" letter by letter, its star too, which ${isNegated ? "is always unequal" : "never matches"}`,
    help: `Use ${like} in place of ${operator}`,
    operator: like,
  };
}

function wrongValues(condition: PlainCondition): ConditionFault | undefined {
  const wrong = wrongValue(condition);
  if (!wrong) return undefined;
  const isNegated = baseOperator(condition.operator).includes("not");
  return {
    kind: isNegated ? "weak" : "dead",
    part: "values",
    message: `${condition.key} is compared by ${condition.operator} with "${wrong.value}", which is ${wrong.wanted}`,
    help: `Write ${wrong.wanted
      .replace(/^no /, "a ")
      .replace(/^a ([AIO])/i, "an $1")
      .replace(/:.*/, "")}, or use another operator`,
  };
}

/**
 * Policy variables are not substituted in numbers, dates, booleans and addresses (IAM policy elements: Variables and
 * tags, 2026-11).
 */
function variableElsewhere({ operator, key, values }: PlainCondition): ConditionFault | undefined {
  const variable = values.find((value) => /[$&]\{[a-z0-9-]+:/i.test(value));
  if (variable === undefined || !/^(?:numeric|date|bool|ip|notip|binary)/.test(baseOperator(operator)))
    return undefined;
  return {
    kind: "dead",
    part: "values",
    message: `${key} is compared by ${operator} with ${variable}, and variables are filled in for operators of strings and ARNs alone`,
    help: "Write the value itself",
  };
}

/** Bool with both values is always true. */
function bothBooleans({ operator, key, values }: PlainCondition): ConditionFault | undefined {
  const both = new Set(values.map((value) => value.toLowerCase()));
  if (baseOperator(operator) !== "bool" || !both.has("true") || !both.has("false")) return undefined;
  return {
    kind: "weak",
    part: "values",
    message: `${key} may be true or false, so the condition restricts nothing`,
    help: "Keep the one value that is meant",
  };
}

/**
 * The set operator is missing, so it is not clear which of the values counts (IAM user guide, Set operators for
 * multivalued context keys, 2026-11).
 */
function valuesUnsaid({ operator, key }: PlainCondition): ConditionFault | undefined {
  if (!/^(?:string|arn)/i.test(operator) || !MULTIVALUED.has(key.toLowerCase())) return undefined;
  return {
    kind: "weak",
    part: "operator",
    message: `${key} has several values in one request, and ${operator} does not say whether all of them or one is compared`,
    help: `Write ForAllValues:${operator}, with a condition Null on ${key} being "false", or ForAnyValue:${operator}`,
  };
}

function cidrAsText({ operator, key, values }: PlainCondition): ConditionFault | undefined {
  const isIp = keyType(key) === "IPAddress" || /^aws:(?:sourceip|vpcsourceip)$/i.test(key);
  const range = values.find((value) => /^[\d.]+\/\d+$/.test(value));
  if (!isIp || range === undefined || !/^string/.test(baseOperator(operator))) return undefined;
  const meant = baseOperator(operator).includes("not") ? "NotIpAddress" : "IpAddress";
  return {
    kind: "dead",
    part: "operator",
    message: `${key} is compared with ${range} as text, and no address is spelt so`,
    help: `Use ${meant} in place of ${operator}`,
    operator: meant,
  };
}

/** Requests from inside a VPC through an endpoint have no aws:SourceIp, and requests from outside have a public one. */
function privateSource(
  { operator, key, values, isComplete }: PlainCondition,
  effect: "Allow" | "Deny",
): ConditionFault | undefined {
  const isPrivate = (value: string) => /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(value);
  const asked = effect === "Allow" ? "ipaddress" : "notipaddress";
  const isAsked = operator.toLowerCase() === asked && key.toLowerCase() === "aws:sourceip";
  if (!isAsked || !isComplete || values.length === 0 || !values.every(isPrivate)) return undefined;
  const outcome = effect === "Allow" ? "" : ", so everyone is refused";
  return {
    kind: effect === "Allow" ? "dead" : "weak",
    part: "values",
    message: `${key} holds public addresses only, and ${values.join(", ")} is private${outcome}`,
    help: "Use aws:VpcSourceIp together with aws:SourceVpc, or name the public addresses",
  };
}

/**
 * Every VPC may use the same private addresses, other owners' included (IAM user guide, Global condition context keys:
 * aws:VpcSourceIp, 2026-11).
 */
function addressOfAnyVpc(
  { operator, key }: PlainCondition,
  siblings: readonly PlainCondition[],
): ConditionFault | undefined {
  const isAsked = baseOperator(operator) === "ipaddress" && key.toLowerCase() === "aws:vpcsourceip";
  const says = siblings.some((other) => /^aws:(?:sourcevpc|sourcevpce|sourcevpcarn|vpce\w+)$/i.test(other.key));
  if (!isAsked || says) return undefined;
  return {
    kind: "weak",
    part: "key",
    message: `${key} is an address in some VPC, and no condition says in which one`,
    help: "Add a condition on aws:SourceVpc or aws:SourceVpce",
  };
}

function over(condition: PlainCondition, asOf: string): ConditionFault | undefined {
  if (conditionEffect(condition, asOf) !== "never") return undefined;
  return {
    kind: "dead",
    part: "values",
    message: `${condition.key} has been past ${condition.values.join(", ")} for good, so the statement does nothing`,
    help: "Remove the statement, or set a later date",
  };
}

function forAllValues(condition: PlainCondition, siblings: readonly PlainCondition[]): ConditionFault | undefined {
  const { operator, key } = condition;
  if (!/^forallvalues:/i.test(operator) || isMultivalued(key) || isArray(key)) return undefined;
  const isKnownSingle =
    /^aws:(?:[a-z]+|(?:principal|request|resource)tag\/.+)$/i.test(key) ||
    /\.[a-z]+(?:\/[^:]*)?:(?:sub|aud)$/i.test(key);
  const hasGuard = siblings.some(
    (other) =>
      baseOperator(other.operator) === "null" &&
      other.key.toLowerCase() === key.toLowerCase() &&
      other.values.every((value) => value.toLowerCase() === "false"),
  );
  if (!isKnownSingle || hasGuard) return undefined;
  return {
    kind: "weak",
    part: "operator",
    message: `ForAllValues is true as well where a request has no ${key}, so the condition lets it pass`,
    help: `${key} has one value: use ${operator.replace(/^[^:]*:/, "")}`,
    operator: operator.replace(/^[^:]*:/, ""),
  };
}

function isMultivalued(key: string): boolean {
  // authentication methods, which identity providers send under their own prefix
  return MULTIVALUED.has(key.toLowerCase()) || /^[^:]+:amr$/i.test(key);
}

function admitsAll(condition: PlainCondition, asOf: string): ConditionFault | undefined {
  if (!ABOUT_THE_CALLER.has(condition.key.toLowerCase()) || conditionEffect(condition, asOf) !== "always")
    return undefined;
  return {
    kind: "weak",
    part: "values",
    message: `${condition.key} may have any value, so the condition restricts nothing`,
    help: "Name the ARN, account or network that may call",
  };
}

/**
 * Reports only keys without a service prefix and near misses of known keys: keys of tokens, and of credentials that AWS
 * binds to their purpose, are in no list.
 */
function unknownKey(key: string): ConditionFault | undefined {
  const [prefix = "", name = ""] = key.split(":");
  if (/^[\w-]+$/.test(key))
    return {
      kind: "dead",
      part: "key",
      message: `${key} is not a condition key: there is no service in front of it`,
      help: `Name whose key it is, such as aws:${key}`,
    };
  if (/^aws:(?:principal|request|resource)tag$/i.test(key))
    return {
      kind: "dead",
      part: "key",
      message: `${key} names no tag, and no request has such a key`,
      help: `Write the tag's name behind it: ${key}/<name>`,
    };
  if (prefix.toLowerCase() === "aws") return unknownGlobalKey(key);
  const service = iamService(prefix);
  if (!service || name === "" || keyType(key) !== undefined || hasKey(key)) return undefined;
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

function hasKey(key: string): boolean {
  return patternOf(key) !== undefined;
}

function keyType(key: string): ConditionKeyType | undefined {
  return patternOf(key)?.type;
}

function isArray(key: string): boolean {
  return keyType(key)?.startsWith("ArrayOf") ?? false;
}

/** A service's description of a key; keys such as tags are found by the part before the name. */
function patternOf(key: string) {
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
