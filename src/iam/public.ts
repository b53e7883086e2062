import { stringOf } from "../terraform/index.ts";
import { type ActionPattern, actionPatterns } from "./action-pattern.ts";
import { baseOperator, conditionEffect, type PlainCondition, plainCondition } from "./condition.ts";
import type { Statement } from "./statement.ts";

/** Condition keys about how or when a request is made, and not by whom. */
const NOT_ABOUT_THE_CALLER = new Set(["aws:securetransport", "aws:currenttime", "aws:epochtime", "aws:useragent"]);

/**
 * Whether a statement of a resource policy lets anyone in: it allows something, its principal is everyone (or everyone but
 * some), and no condition restricts who that is. False if any of it is not known.
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
          admitsEveryAccount(condition) ||
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
 * Whether a condition admits all callers but some, or all principals with a certain name, which anyone can use in their
 * own account.
 */
function admitsEveryAccount({ operator, key, values }: PlainCondition): boolean {
  const base = baseOperator(operator);
  if (!/^(?:string|arn)/.test(base)) return false;
  if (base.includes("not")) return /^aws:principal(?:arn|account)$/i.test(key);
  return /^aws:principalarn$/i.test(key) && /^arn|like$/.test(base) && values.some(isOfAnyAccount);
}

/** Whether a range contains every address. */
function admitsEveryAddress({ operator, key, values }: PlainCondition): boolean {
  const isOfSource = baseOperator(operator) === "ipaddress" && key.toLowerCase() === "aws:sourceip";
  return isOfSource && values.some((value) => /^(?:[\d.]+|[\da-f:]+)\/0$/i.test(value));
}

function isOfAnyAccount(arn: string): boolean {
  const account = arn.split(":")[4];
  return account === undefined ? arn.endsWith("*") : /^\*+$/.test(account);
}

function isEveryone({ type, identifier }: Statement["principals"][number]): boolean {
  return (type === "*" || type === "AWS") && stringOf(identifier) === "*";
}
