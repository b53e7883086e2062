import { matchesWildcard } from "../../aws/wildcard.ts";
import { grouped } from "../../grouped.ts";
import { type ActionPattern, actionPatterns, type Statement } from "../../iam/index.ts";
import { isSameText, textParts } from "../../lambda/index.ts";
import { isInVariable, isSamePlace, type Module, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { fixOf } from "../shared/edits/fixes.ts";
import { removeString } from "../shared/edits/policies/strings.ts";
import { policyWith } from "../shared/policies/example-policy.ts";
import { listed } from "../shared/policies/wide-statements.ts";

/** Longer policies are refused by AWS. */
const MAX_PATTERNS = 500;

/** An action as a statement has it. */
interface Listed {
  readonly statement: Statement;
  readonly pattern: ActionPattern;
}

/** An action that another one of the policy allows as well. */
interface Covered extends Listed {
  readonly wider: Listed;
}

export default defineRule({
  summary: "A policy allows an action that it allows already",
  severity: "info",
  profile: "strict",
  since: "0.1",
  why: `Such an action says nothing. Whoever takes one of the two away, so that a function may no longer do something, finds that it
still may.`,
  bad: policyWith(
    '{ Effect = "Allow", Action = ["dynamodb:Query", "dynamodb:Get*", "dynamodb:GetItem"], Resource = "*" }',
  ),
  good: policyWith('{ Effect = "Allow", Action = ["dynamodb:Query", "dynamodb:Get*"], Resource = "*" }'),
  check({ stack }) {
    return stack.policySites.flatMap(({ attachment, document, holder }) => {
      if (attachment !== "identity" || !document) return [];
      const allowed = document.statements
        .filter(isPlain)
        .flatMap((statement) => actionPatterns(statement).map((pattern) => ({ statement, pattern })))
        .filter(({ pattern }) => !isInVariable(pattern.value.place, holder.module));
      if (allowed.length > MAX_PATTERNS) return [];
      const found = allowed.flatMap((one, index): readonly Covered[] => {
        const wider = allowed.find((other, at) => at !== index && covers(other, one, at < index, holder.module));
        return wider ? [{ ...one, wider }] : [];
      });
      const [twice, parts] = [found.filter(isTwice), found.filter((one) => !isTwice(one))];
      return [
        ...twice.map((one) => repeated(one, holder.address)),
        ...[...grouped(parts, ({ statement }) => [statement]).values()].flatMap((of) => partly(of, holder.address)),
      ];
    });
  },
});

/** Whether a statement allows its actions on its resources, whatever else holds. */
function isPlain({ effect, conditions, knowsConditions, notActions, notResources, isCertain }: Statement): boolean {
  const hasConditions = !knowsConditions || conditions.length > 0;
  const isNegative = notActions.place !== undefined || notResources.place !== undefined;
  return effect === "Allow" && isCertain && !hasConditions && !isNegative;
}

/** Whether one action allows everything that another one does; the second of two equal ones is redundant. */
function covers(wider: Listed, narrower: Listed, isEarlier: boolean, module: Module): boolean {
  const [wide, narrow] = [wider.pattern.text.toLowerCase(), narrower.pattern.text.toLowerCase()];
  // other rules report `*`, and without it the rest is needed; a dynamic block repeats actions that are written once
  if (wider.pattern.kind === "every" || isSamePlace(wider.pattern.value.place, narrower.pattern.value.place))
    return false;
  const isAllowed = wide === narrow ? isEarlier : !wide.includes("?") && matchesWildcard(wide, narrow);
  return (
    isAllowed &&
    (wider.statement === narrower.statement || coversResources(wider.statement, narrower.statement, module))
  );
}

function coversResources(wider: Statement, narrower: Statement, module: Module): boolean {
  const { values, isComplete } = narrower.resources;
  const given = wider.resources.values.filter(({ place }) => !isInVariable(place, module));
  return isComplete && values.length > 0 && values.every((value) => given.some((other) => isSame(value, other)));
}

/** Whether two resources are the same. One beside a wider one is not redundant: other rules ask to remove the wider. */
function isSame(value: Value, other: Value): boolean {
  const [text, otherText] = [stringOf(value), stringOf(other)];
  return text === undefined ? isSameText(textParts(value), textParts(other)) : text === otherText;
}

function isTwice({ pattern, wider }: Covered): boolean {
  return pattern.text.toLowerCase() === wider.pattern.text.toLowerCase();
}

function repeated({ statement, pattern, wider }: Covered, resource: string): RuleFinding {
  return {
    at: pattern.value.place,
    resource,
    message: `${pattern.text} is allowed twice on the same resources`,
    help: "Remove one of the two",
    related: [allowedAt(wider)],
    // other fixes may change one of two statements
    fix:
      wider.statement === statement
        ? fixOf(`Remove ${pattern.text}`, removeString(statement, "actions", pattern.value))
        : undefined,
  };
}

/** A single finding for all actions of a statement that patterns cover. */
function partly(covered: readonly Covered[], resource: string): readonly RuleFinding[] {
  const [first] = covered;
  if (!first) return [];
  const wider = [...new Map(covered.map((one) => [one.wider.pattern, one.wider])).values()];
  const patterns = listed(wider.map(({ pattern }) => pattern));
  return [
    {
      at: first.pattern.value.place,
      resource,
      message: `${listed(covered.map(({ pattern }) => pattern))} ${covered.length === 1 ? "is" : "are"} part of ${patterns}, which the policy allows on the same resources`,
      help: `Keep one of the two: without ${patterns}, if that is more than is needed`,
      related: wider.map(allowedAt),
    },
  ];
}

function allowedAt({ pattern }: Listed) {
  return { at: pattern.value.place, message: "allowed here already" };
}
