import { stringOf } from "../terraform/index.ts";
import type { Condition } from "./statement.ts";

/** How a condition affects its statement. "restricts": true for some requests and false for others. */
export type ConditionEffect = "never" | "always" | "restricts" | "unknown";

/** A condition with its known values as text; `isComplete` tells whether these are all. */
export interface PlainCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly isComplete: boolean;
}

/** Reads a condition, with those of its values that are known. */
export function plainCondition({ operator, key, values }: Condition): PlainCondition {
  const texts = values.values.map(stringOf);
  return {
    operator,
    key,
    values: texts.filter((text) => text !== undefined),
    isComplete: values.isComplete && !texts.includes(undefined),
  };
}

/** The operator without `ForAnyValue:`, `ForAllValues:` and `IfExists`, in lower case. */
export function baseOperator(operator: string): string {
  return operator
    .toLowerCase()
    .replace(/^for(?:any|all)values?:/, "")
    .replace(/ifexists$/, "");
}

/**
 * How one condition affects its statement on a given day (YYYY-MM-DD): an expiry date in the past disables the
 * statement, and a pattern that matches everything does not restrict it.
 */
export function conditionEffect(condition: PlainCondition, asOf: string): ConditionEffect {
  if (!condition.isComplete || condition.values.length === 0) return "unknown";
  const operator = baseOperator(condition.operator);
  if (operator.startsWith("date") && /^aws:currenttime$/i.test(condition.key))
    return dateEffect(operator, condition.values, asOf);
  const isPattern = operator === "stringlike" || operator === "arnlike" || operator === "arnequals";
  if (isPattern && condition.values.includes("*")) return "always";
  return "restricts";
}

function dateEffect(operator: string, values: readonly string[], asOf: string): ConditionEffect {
  const limits = values.map((value) => Date.parse(value));
  const now = Date.parse(asOf);
  if (limits.some(Number.isNaN)) return "unknown";
  if (operator === "datelessthan" || operator === "datelessthanequals")
    return limits.every((limit) => limit < now) ? "never" : "restricts";
  if (operator === "dategreaterthan" || operator === "dategreaterthanequals")
    return limits.every((limit) => limit < now) ? "always" : "restricts";
  return "restricts";
}

/** How all conditions of a statement together affect it. */
export function conditionsEffect(
  conditions: readonly PlainCondition[],
  isComplete: boolean,
  asOf: string,
): ConditionEffect {
  const effects = conditions.map((condition) => conditionEffect(condition, asOf));
  if (effects.includes("never")) return "never";
  if (effects.includes("restricts")) return "restricts";
  if (!isComplete || effects.includes("unknown")) return "unknown";
  return "always";
}

/** The values that a condition on a key allows by comparing for equality; undefined if there is no such condition. */
export function admittedValues(conditions: readonly PlainCondition[], key: string): readonly string[] | undefined {
  const found = conditions.find(
    (condition) =>
      condition.key.toLowerCase() === key.toLowerCase() &&
      /^(?:string|arn)(?:equals|like|equalsignorecase)$/.test(baseOperator(condition.operator)),
  );
  return found?.isComplete ? found.values : undefined;
}

/** Whether any condition is on one of the keys (case-insensitive). */
export function hasConditionOn(conditions: readonly PlainCondition[], ...keys: readonly string[]): boolean {
  const wanted = keys.map((key) => key.toLowerCase());
  return conditions.some(({ key }) =>
    wanted.some((one) => (one.endsWith("/") ? key.toLowerCase().startsWith(one) : key.toLowerCase() === one)),
  );
}
