import type { ManagedStatement, OneOrMany } from "../aws/managed-policies.ts";
import { terraformArnForm } from "../aws/terraform-arns.ts";
import { matchesWildcard } from "../aws/wildcard.ts";
import { oncePer } from "../once-per.ts";
import { allReferences, type Place, type Resource, stringOf } from "../terraform/index.ts";
import { formPattern } from "./applicable.ts";
import { arnText } from "./arn-text.ts";
import type { AttachedPolicy } from "./attached-policy.ts";
import { type ConditionEffect, conditionsEffect, type PlainCondition, plainCondition } from "./condition.ts";
import { canOverlap, coversForm, SOME_NAME } from "./glob.ts";
import type { Grantee } from "./grantee.ts";
import type { Statement } from "./statement.ts";

/**
 * A statement that applies to a role, user or group, from a policy in the configuration or an AWS managed one, as
 * patterns.
 */
export interface RoleStatement {
  readonly effect: "Allow" | "Deny";
  /** Patterns of actions; with `isNegatedAction`, those that it does not apply to. */
  readonly actions: readonly string[];
  readonly isNegatedAction: boolean;
  readonly resources: readonly string[];
  readonly isNegatedResource: boolean;
  readonly conditions: readonly PlainCondition[];
  /** Whether actions, resources and conditions are completely known. */
  readonly isComplete: boolean;
  readonly policy: AttachedPolicy;
  /** The statement as written; undefined for an AWS managed policy. */
  readonly statement: Statement | undefined;
  readonly place: Place;
}

/** The statements of several policies, as patterns. */
export function statementsOf(policies: readonly AttachedPolicy[]): readonly RoleStatement[] {
  return policies.flatMap((policy) => [
    ...(policy.document?.statements ?? []).flatMap((statement) => fromStatement(statement, policy)),
    ...(policy.managed?.statements ?? []).map((statement) => fromManaged(statement, policy)),
  ]);
}

/** A statement as patterns; empty if its effect is not known. */
function fromStatement(statement: Statement, policy: AttachedPolicy): RoleStatement[] {
  if (statement.effect === "unknown") return [];
  const isNegatedAction = statement.notActions.place !== undefined;
  const isNegatedResource = statement.notResources.place !== undefined;
  const actions = isNegatedAction ? statement.notActions : statement.actions;
  const resources = isNegatedResource ? statement.notResources : statement.resources;
  const actionTexts = actions.values.map(stringOf);
  return [
    {
      effect: statement.effect,
      actions: actionTexts.filter((text) => text !== undefined),
      isNegatedAction,
      resources: resources.values.map(arnText),
      isNegatedResource,
      conditions: statement.conditions.map(plainCondition),
      isComplete:
        actions.isComplete && !actionTexts.includes(undefined) && resources.isComplete && statement.knowsConditions,
      policy,
      statement,
      place: statement.place,
    },
  ];
}

function fromManaged(statement: ManagedStatement, policy: AttachedPolicy): RoleStatement {
  const conditions = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: toList(values), isComplete: true })),
  );
  return {
    effect: statement.Effect,
    actions: toList(statement.NotAction ?? statement.Action),
    isNegatedAction: statement.NotAction !== undefined,
    resources: toList(statement.NotResource ?? statement.Resource),
    isNegatedResource: statement.NotResource !== undefined,
    conditions,
    isComplete: true,
    policy,
    statement: undefined,
    place: policy.place,
  };
}

function toList(values: OneOrMany | undefined): readonly string[] {
  return values === undefined ? [] : typeof values === "string" ? [values] : values;
}

/** Whether a statement applies to an action, `service:Name` (case-insensitive). */
export function coversAction(statement: Pick<RoleStatement, "actions" | "isNegatedAction">, action: string): boolean {
  const lower = action.toLowerCase();
  return lowered(statement.actions).some((pattern) => matchesWildcard(pattern, lower)) !== statement.isNegatedAction;
}

const lowered = oncePer((patterns: readonly string[]) => patterns.map((pattern) => pattern.toLowerCase()));

/** The services whose actions statements may apply to, in lower case; undefined if these may be any. */
export const servicesOf = oncePer((statements: readonly RoleStatement[]): ReadonlySet<string> | undefined => {
  const services = new Set<string>();
  for (const { actions, isNegatedAction } of statements)
    for (const pattern of lowered(actions)) {
      const end = pattern.indexOf(":");
      const service = end < 0 ? pattern : pattern.slice(0, end);
      if (isNegatedAction || /[*?]/.test(service)) return undefined;
      services.add(service);
    }
  return services;
});

/** Whether a statement may apply to a resource, or to any resource of a format; unknown parts may be anything. */
function mayCoverResource(statement: RoleStatement, form: string): boolean {
  const resource = formPattern(form);
  if (statement.isNegatedResource)
    return !statement.resources.some((pattern) => pattern === "*" || coversForm(pattern, form));
  return statement.resources.length === 0 || statement.resources.some((pattern) => canOverlap(pattern, resource));
}

/** A statement that grants an action. */
export interface Grant {
  readonly statement: RoleStatement;
  /** The statement's conditions, or the boundary, may withhold the action. */
  readonly isConditional: boolean;
  /** The role's permissions boundary may withhold the action. */
  readonly isBounded: boolean;
}

/**
 * The statements that allow an action on a resource, or on some resource of a format
 * (`arn:aws:iam::${Account}:role/${Name}`), apart from what an unconditional Deny on all of it, or the boundary, rules
 * out. `asOf` (YYYY-MM-DD) decides conditions on the date.
 */
export function grantsOf(grantee: Grantee, action: string, resource: string, asOf: string): readonly Grant[] {
  if (isDenied(grantee.statements, action, resource, asOf)) return [];
  const bound = grantee.isBounded === "no" ? "always" : boundEffect(grantee.boundary, action, resource, asOf);
  if (bound === "never") return [];
  return allowing(grantee.statements, action, resource, asOf).map(({ statement, effect }) => ({
    statement,
    isConditional: effect !== "always" || bound !== "always",
    isBounded: bound !== "always",
  }));
}

/** The same for a resource of the configuration: grants on other resources of its type only are left out. */
export function grantsOn(
  grantee: Grantee,
  action: string,
  { pattern, resource }: { readonly pattern: string; readonly resource?: Resource | undefined },
  asOf: string,
): readonly Grant[] {
  const grants = grantsOf(grantee, action, pattern, asOf);
  return resource ? grants.filter(({ statement }) => !namesOthers(statement, resource)) : grants;
}

/** Whether each resource of a statement is the ARN of a different resource of the same type. */
function namesOthers({ statement }: RoleStatement, resource: Resource): boolean {
  if (!statement?.resources.isComplete || statement.resources.values.length === 0) return false;
  return statement.resources.values.every((value) => {
    const arns = allReferences(value).filter(
      ({ resource: named, path }) => terraformArnForm(named.type, String(path[0])) !== undefined,
    );
    return arns.length > 0 && arns.every(({ resource: named }) => isAnother(named, resource));
  });
}

/** Instances of one block count as one; a data source may look up a resource that is created here. */
function isAnother(a: Resource, b: Resource): boolean {
  return a.mode === b.mode && a.type === b.type && (a.module !== b.module || a.name !== b.name);
}

/** What a boundary does to an action: excludes it, allows it, or perhaps either. */
function boundEffect(
  boundary: readonly RoleStatement[] | undefined,
  action: string,
  resource: string,
  asOf: string,
): ConditionEffect {
  if (!boundary) return "unknown";
  if (isDenied(boundary, action, resource, asOf)) return "never";
  const effects = allowing(boundary, action, resource, asOf).map(({ effect }) => effect);
  return effects.length === 0 ? "never" : effects.includes("always") ? "always" : "restricts";
}

/** The statements that allow an action on some resource of a format, and the effect of their conditions. */
function allowing(statements: readonly RoleStatement[], action: string, resource: string, asOf: string) {
  return statements.flatMap((statement) => {
    if (statement.effect !== "Allow" || !coversAction(statement, action) || !mayCoverResource(statement, resource))
      return [];
    const effect = conditionsEffect(statement.conditions, statement.isComplete, asOf);
    return effect === "never" ? [] : [{ statement, effect }];
  });
}

/** Whether an unconditional Deny rules an action out on every resource of a format. */
function isDenied(statements: readonly RoleStatement[], action: string, resource: string, asOf: string): boolean {
  return statements.some(
    (statement) =>
      statement.effect === "Deny" &&
      coversAction(statement, action) &&
      conditionsEffect(statement.conditions, statement.isComplete, asOf) === "always" &&
      coversAll(statement, resource),
  );
}

function coversAll({ resources, isNegatedResource }: RoleStatement, form: string): boolean {
  if (isNegatedResource) {
    const some = formPattern(form);
    return !resources.some((pattern) => canOverlap(pattern, some));
  }
  return resources.some((pattern) => pattern === "*" || coversForm(hereAndNow(pattern), form));
}

/** An ARN pattern with the role's own partition and account filled in, whatever these are. */
function hereAndNow(pattern: string): string {
  const [arn, , service, region, account = "", ...resource] = pattern.split(":");
  if (arn !== "arn" || resource.length === 0) return pattern;
  const isOne = /^\d{12}$/.test(account) || account === SOME_NAME;
  return ["arn", "*", service, region, isOne ? "*" : account, ...resource].join(":");
}

/** Whether somebody has full access, so that there is nothing left to gain. */
export function isAdministrative(grantee: Grantee): boolean {
  return grantee.statements.some(
    ({ effect, actions, resources, isNegatedAction, isNegatedResource, conditions }) =>
      effect === "Allow" &&
      !isNegatedAction &&
      !isNegatedResource &&
      actions.some((action) => action === "*" || action === "*:*") &&
      resources.includes("*") &&
      conditions.length === 0,
  );
}
