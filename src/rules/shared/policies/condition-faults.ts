import {
  type Condition,
  type ConditionFault,
  conditionFault,
  plainCondition,
  type SiteStatement,
} from "../../../iam/index.ts";
import { holdsDefault } from "../../../lambda/index.ts";
import { isSamePlace, type Place, stringOf } from "../../../terraform/index.ts";
import type { Fix, RuleContext, RuleFinding } from "../../rule.ts";

/** A condition that does not do what it says. */
export interface FaultyCondition extends SiteStatement {
  readonly fault: ConditionFault;
  readonly at: Place;
  /** The right operator: a fix, unless the condition then means far more than it does. */
  readonly offer: Pick<RuleFinding, "fix" | "suggestions">;
}

/** The conditions of all policies that never match (`dead`) or restrict less than they say (`weak`). */
export function faultyConditions(
  { stack, asOf }: RuleContext,
  kind: ConditionFault["kind"],
): readonly FaultyCondition[] {
  return stack.policyStatements.flatMap((each) => {
    const { statement } = each;
    const { effect, conditions } = statement;
    if (effect === "unknown" || !statement.knowsConditions) return [];
    const plain = conditions.map(plainCondition);
    return conditions.flatMap((condition, i) => {
      const own = plain[i];
      const fault = own && conditionFault(own, plain, effect, asOf);
      if (fault?.kind !== kind) return [];
      const { module } = each.site.holder;
      if (fault.part === "values" && condition.values.values.some((value) => holdsDefault(value, module))) return [];
      const at = { operator: condition.operatorPlace, key: condition.keyPlace, values: valuesPlace(condition) }[
        fault.part
      ];
      return [{ ...each, fault, at, offer: offer(condition, fault, operatorFix(condition, conditions, fault)) }];
    });
  });
}

/** Whom a token admits, and what any value fulfils, is for its owner to decide. */
function offer({ key, values }: Condition, { kind }: ConditionFault, edit: Fix | undefined): FaultyCondition["offer"] {
  if (!edit) return {};
  if (kind !== "dead") return { fix: edit };
  const isClaim = /^[\w-]+\.[^:]*:/.test(key);
  const isAnything = values.values.some((value) => /^[*?]+$/.test(stringOf(value) ?? ""));
  const isWildcard = values.values.some((value) => /[*?]/.test(stringOf(value) ?? ""));
  return isAnything || (isClaim && isWildcard) ? { suggestions: [edit] } : { fix: edit };
}

function valuesPlace({ values, keyPlace }: Condition): Place {
  return values.values[0]?.place ?? values.place ?? keyPlace;
}

/** Replaces the operator by the right one, if it applies to this key only and occurs once in the statement. */
function operatorFix(own: Condition, all: readonly Condition[], { operator }: ConditionFault): Fix | undefined {
  const { operatorPlace, operator: written } = own;
  const others = all.filter((other) => other !== own);
  const isShared = others.some(
    (other) => other.operator === operator || isSamePlace(other.operatorPlace, operatorPlace),
  );
  const source = operatorPlace.file.slice(operatorPlace);
  if (operator === undefined || isShared || (source !== written && source !== `"${written}"`)) return undefined;
  const prefix = /^for(?:any|all)values?:/i.exec(written)?.[0] ?? "";
  const newText = source.replace(
    written,
    operator.includes(":") || written.endsWith(`:${operator}`) ? operator : prefix + operator,
  );
  return { title: `Use ${operator}`, edits: [{ place: operatorPlace, newText }] };
}
