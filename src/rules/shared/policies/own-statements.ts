import { matchesWildcard } from "../../../aws/wildcard.ts";
import { type Principal, policyDocument, type Statement } from "../../../iam/index.ts";
import { handedToCallers, handedToModules, mayBeSwitchedOn, type Stack } from "../../../lambda/index.ts";
import {
  ignoredChanges,
  isCallersChoice,
  knownPrefix,
  type Module,
  type Resource,
  rootKind,
  stringOf,
  type Value,
  writtenDependencies,
  writtenVariables,
} from "../../../terraform/index.ts";
import { deliveryTarget, hasPolicyOfAny, type PolicyKind, policiesOf } from "./delivery-policies.ts";

/** A statement and the resource whose argument contains it. */
export interface HeldStatement {
  readonly statement: Statement;
  readonly holder: Resource;
}

/** Every statement of the policies of a queue, topic or key; undefined if there may be others. */
export function knownStatements(
  target: Resource,
  kind: PolicyKind,
  stack: Stack,
): readonly HeldStatement[] | undefined {
  // a data source's policy is where the resource is created
  if (target.mode !== "managed" || isCallersChoice(target, "policy") || isIgnored(target)) return undefined;
  const ofTarget = policiesOf(target, kind, stack);
  const mayBeAnother = hasPolicyOfAny(kind, stack) || mayBeSwitchedOn(stack, kind.policyType, target);
  if (mayBeAnother || isHandedOut(target, stack)) return undefined;
  const holders = [target, ...ofTarget].filter(({ body }) => body.value("policy").kind !== "null");
  if (holders.some((holder) => mayBeAddedTo(holder, stack))) return undefined;
  const held = holders.map((holder) => ({ holder, document: policyDocument(holder.body.value("policy")) }));
  return held.every(({ document }) => document?.isComplete)
    ? held.flatMap(({ holder, document }) => document?.statements.map((statement) => ({ holder, statement })) ?? [])
    : undefined;
}

/** Whether callers may add to a resource's policy, through a variable whose default is empty. */
function mayBeAddedTo(holder: Resource, { root }: Stack): boolean {
  if (rootKind(root) === "root") return false;
  const documents = [...writtenDependencies(holder)].filter(({ type }) => type === "aws_iam_policy_document");
  const parts = [holder, ...documents];
  return parts.flatMap((part) => [...writtenVariables(part)]).some((name) => isNothing(defaultOf(name, root)));
}

function defaultOf(name: string, root: Module): Value | undefined {
  const variable = root.declared.variables.get(name);
  return variable?.attributes.has("default") ? root.blockValue(variable).value("default") : undefined;
}

function isNothing(value: Value | undefined): boolean {
  if (value?.kind === "list") return value.elements.length === 0;
  return value?.kind === "object" ? value.entries.size === 0 : value?.kind === "null";
}

function isIgnored(target: Resource): boolean {
  const ignored = ignoredChanges(target);
  return ignored === "all" || ignored.has("policy");
}

/**
 * Whether something that is not visible may set its policy: a module whose source is not available, or a caller of this
 * one.
 */
function isHandedOut(target: Resource, stack: Stack): boolean {
  return handedToModules(stack).has(target) || handedToCallers(stack).has(target);
}

/** Whether a statement may allow a service an action. */
export function mayLetIn(statement: Statement, principal: string, action: string): boolean {
  return mayAllow(statement, action, ({ type, identifier }) => {
    const text = stringOf(identifier);
    // iam/policy-invalid reports a type in the wrong case
    // an ARN never names a service, whichever account is in it
    if (text === undefined) return !knownPrefix(identifier).startsWith("arn:");
    return text === "*" || (type.toLowerCase() === "service" && text === principal);
  });
}

/**
 * Whether the policy of a resource may allow roles one of these actions. It may unless it is that of a queue, topic or
 * bucket of which every statement is known.
 */
export function mayLetRolesIn(resource: Value, actions: readonly string[], stack: Stack): boolean {
  if (!stack.hasResourcePolicy(resource)) return false;
  const held = deliveryTarget(resource);
  const statements = held && knownStatements(held.target, held.kind, stack);
  const isForRoles = ({ type }: Principal) => type.toLowerCase() !== "service";
  return (
    statements === undefined ||
    statements.some(({ statement }) => actions.some((action) => mayAllow(statement, action, isForRoles)))
  );
}

function mayAllow(statement: Statement, action: string, isMeant: (principal: Principal) => boolean): boolean {
  const { effect, principals, notPrincipals, actions, notActions, knowsConditions } = statement;
  if (effect === "Deny") return false;
  const isFor = !knowsConditions || notPrincipals.length > 0 || principals.some(isMeant);
  const mayMean = actions.values.map(stringOf).some((text) => text === undefined || matchesAction(text, action));
  return isFor && (mayMean || notActions.place !== undefined || !actions.isComplete);
}

function matchesAction(pattern: string, action: string): boolean {
  return matchesWildcard(pattern.toLowerCase(), action.toLowerCase());
}
