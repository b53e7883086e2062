import { baseOperator, conditionEffect, type PlainCondition } from "./condition.ts";
import { isMultivalued, keyType, MULTIVALUED, unknownKey } from "./condition-keys.ts";
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
    message: `${key} is compared with the exact text "${starred[0]}", including its asterisk, which ${isNegated ? "is always unequal" : "never matches"}`,
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
    message: `${condition.key} is compared by ${condition.operator} with "${wrong.value}", which is not ${wrong.wanted}`,
    help: `Write ${wrong.wanted}, or use another operator`,
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
    message: `${key} is compared by ${operator} with ${variable}, and variables are substituted only for operators of strings and ARNs`,
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
    help: "Keep only the intended value",
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
    message: `${key} is compared with ${range} as text, which no address equals`,
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
    message: `${key} is an address in some VPC, and no condition says which one`,
    help: "Add a condition on aws:SourceVpc or aws:SourceVpce",
  };
}

function over(condition: PlainCondition, asOf: string): ConditionFault | undefined {
  if (conditionEffect(condition, asOf) !== "never") return undefined;
  return {
    kind: "dead",
    part: "values",
    message: `${condition.key} is past ${condition.values.join(", ")} for good, so the statement does nothing`,
    help: "Remove the statement, or set a later date",
  };
}

/** Whether a key is a claim in a token that an identity provider issues: `token.actions.githubusercontent.com:sub`. */
function isOfToken(key: string): boolean {
  const [claim = "", issuer = ""] = key.split(":").reverse();
  return /^(?:sub|aud)$/i.test(claim) && /\.[a-z]+(?:\/|$)/i.test(issuer);
}

function forAllValues(condition: PlainCondition, siblings: readonly PlainCondition[]): ConditionFault | undefined {
  const { operator, key } = condition;
  if (!/^forallvalues:/i.test(operator) || isMultivalued(key)) return undefined;
  const isKnownSingle = /^aws:(?:[a-z]+|(?:principal|request|resource)tag\/.+)$/i.test(key) || isOfToken(key);
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
    message: `ForAllValues is also true if a request has no ${key}, so the condition lets it pass`,
    help: `${key} has one value: use ${operator.replace(/^[^:]*:/, "")}`,
    operator: operator.replace(/^[^:]*:/, ""),
  };
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
