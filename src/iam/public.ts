import { stringOf } from "../terraform/index.ts";
import { type ActionPattern, actionPatterns } from "./action-pattern.ts";
import { isOfAnyAccount, isOfAnySource } from "./any-source.ts";
import { baseOperator, conditionEffect, type PlainCondition, plainCondition } from "./condition.ts";
import type { Statement } from "./statement.ts";

/** Condition keys about how or when a request is made, and not by whom. */
const NOT_ABOUT_THE_CALLER = new Set([
  ...["aws:securetransport", "aws:currenttime", "aws:epochtime", "aws:useragent"],
  // whoever has an account signs requests as asked (Amazon S3 user guide, condition keys for Signature Version 4,
  // 2026-11)
  ...["s3:signatureversion", "s3:authtype", "s3:signatureage", "s3:tlsversion"],
]);

/**
 * Keys that a request has only if it comes by way of an AWS service, a VPC endpoint or an organization (IAM user guide,
 * AWS global condition context keys, 2026-11). In lower case.
 */
const OFTEN_ABSENT = new Set([
  ...["aws:principalorgid", "aws:principalorgpaths"],
  ...["aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner"],
  ...["aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip"],
]);

/**
 * Whether a statement of a resource policy lets anyone in: it allows something, its principal is everyone (or everyone
 * but some), and no condition restricts who that is. False if any of it is not known.
 */
export function isPublic(statement: Statement, asOf: string): boolean {
  const { effect, principals, notPrincipals, conditions, knowsConditions } = statement;
  if (effect !== "Allow" || !knowsConditions || allowsNothing(statement)) return false;
  const isForAll = notPrincipals.length > 0 || principals.some(isEveryone);
  return (
    isForAll &&
    conditions
      .map(plainCondition)
      .every(
        (condition) =>
          NOT_ABOUT_THE_CALLER.has(condition.key.toLowerCase()) ||
          conditionEffect(condition, asOf) === "always" ||
          holdsWithoutKey(condition) ||
          admitsEveryAccount(condition) ||
          admitsEverySource(condition) ||
          admitsEveryAddress(condition),
      )
  );
}

/** Whether AWS has none of a statement's actions. */
function allowsNothing(statement: Statement): boolean {
  const { values, isComplete } = statement.actions;
  const patterns = actionPatterns(statement);
  return isComplete && values.length > 0 && patterns.length === values.length && !patterns.some(isAction);
}

function isAction({ kind, actions }: ActionPattern): boolean {
  return kind === "every" || actions.length > 0;
}

/** The principal of a public statement that stands for everyone; others may be named next to it. */
export function publicPrincipal({ principals, notPrincipals }: Statement): Statement["principals"][number] | undefined {
  return principals.find(isEveryone) ?? notPrincipals[0];
}

/**
 * Whether a condition is true for requests that do not have its key, and many have none (IAM user guide, IAM JSON
 * policy elements: Condition operators, IfExists and negated matching; 2026-11).
 */
function holdsWithoutKey({ operator, key }: PlainCondition): boolean {
  // iam/condition-weak reports it
  if (/^forallvalues:/i.test(operator)) return false;
  const isLenient = /ifexists$/i.test(operator) || /^(?:string|arn)not/.test(baseOperator(operator));
  return isLenient && OFTEN_ABSENT.has(key.toLowerCase());
}

/**
 * Whether a condition admits all callers but some, or all principals with a certain name, which anyone can use in their
 * own account.
 */
function admitsEveryAccount({ operator, key, values }: PlainCondition): boolean {
  const base = baseOperator(operator);
  if (!/^(?:string|arn)/.test(base)) return false;
  if (base.includes("not")) return /^aws:principal(?:arn|account)$/i.test(key);
  return /^aws:principalarn$/i.test(key) && /^arn|like$/.test(base) && values.some(isOfAnyAccount);
}

/** Whether a condition on the source admits resources that anyone can create in their own account. */
export function admitsEverySource({ operator, key, values }: PlainCondition): boolean {
  const isPattern = /^arn(?:like|equals)$|^stringlike$/.test(baseOperator(operator));
  return isPattern && key.toLowerCase() === "aws:sourcearn" && values.some(isOfAnySource);
}

/** Whether a range contains every address. */
function admitsEveryAddress({ operator, key, values }: PlainCondition): boolean {
  const isOfSource = baseOperator(operator) === "ipaddress" && key.toLowerCase() === "aws:sourceip";
  return isOfSource && values.some((value) => /^(?:[\d.]+|[\da-f:]+)\/0$/i.test(value));
}

function isEveryone({ type, identifier }: Statement["principals"][number]): boolean {
  return (type === "*" || type === "AWS") && stringOf(identifier) === "*";
}
