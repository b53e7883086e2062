import type { CodePlace, Gap } from "../code/index.ts";
import { breadthOf, type Grant, grantsOn, type Role, type RoleStatement } from "../iam/index.ts";
import { attribute, elementsOrSelf, jsonContent, type Place, stringOf } from "../terraform/index.ts";
import { keyActions, keyOf } from "./encryption.ts";
import type { LambdaFunction } from "./function.ts";
import { type FunctionCode, functionCode } from "./function-code.ts";
import { type NeededResource, resourcesOfTarget } from "./needed-resource.ts";
import { needsOf } from "./needs.ts";
import { needOnResource } from "./setting-resource.ts";
import type { Stack } from "./stack.ts";
import type { Trigger } from "./trigger.ts";
import { isJudged } from "./unjudged-actions.ts";

/** An action that a function needs, on a resource. */
export interface PermissionNeed {
  readonly action: string;
  readonly on: NeededResource;
  readonly origin: "code" | "setting" | "trigger";
  /** A phrase such as "to read from aws_sqs_queue.jobs", naming the resource; for needs of the code, the call. */
  readonly purpose: string;
  /** Where the need arises, in the configuration or in the code. */
  readonly at: readonly (Place | CodePlace)[];
  /** The statements that allow it; empty if none does. */
  readonly grants: readonly Grant[];
}

/** A granted action that no function of the role needs. */
export interface UnusedAction {
  readonly action: string;
  readonly statement: RoleStatement;
}

/** A function's needs and what its role grants. */
export interface FunctionPermissions {
  readonly function: LambdaFunction;
  readonly role: Role | undefined;
  readonly code: FunctionCode | undefined;
  readonly needs: readonly PermissionNeed[];
  /** Whether everything that the role grants is known, so that what is missing is certainly not granted. */
  readonly knowsGrants: boolean;
  /** The reasons why the function may need more than `needs`; empty if these are all. */
  readonly gaps: readonly Gap[];
  readonly unused: readonly UnusedAction[];
  /** Statements whose resources go beyond all needs. */
  readonly tooWide: readonly RoleStatement[];
}

/** What a function needs of AWS for its settings, triggers and code, and what its role grants. */
export function functionPermissions(fn: LambdaFunction, stack: Stack, asOf: string): FunctionPermissions {
  const { role } = fn;
  const code = functionCode(fn);
  const needs = withGrants(needsWithKeys(fn, stack), role, asOf);
  const statements = role?.statements ?? [];
  return {
    function: fn,
    role,
    code,
    needs,
    knowsGrants: role !== undefined && stack.knowsAllPoliciesOf(role),
    gaps: gapsOf(fn, code),
    unused: role ? unusedActions(role, stack) : [],
    tooWide: statements.filter(({ statement }) => statement !== undefined && breadthOf(statement) !== undefined),
  };
}

/** The reasons why a function's needs may be incomplete. */
function gapsOf(fn: LambdaFunction, code: FunctionCode | undefined): readonly Gap[] {
  if (!code)
    return [{ why: "its code is not beside the configuration, or in a language that is not read", place: undefined }];
  const layers = !code.lacksLayers ? [] : [{ why: "the code of its layers is not read", place: undefined }];
  const wrapper = fn.usesWrapper === "yes" ? [{ why: "a wrapper runs before its code", place: undefined }] : [];
  const built = code.isBuilt
    ? [{ why: "what its package is built from was read, not the package", place: undefined }]
    : [];
  return [...code.gaps, ...layers, ...wrapper, ...built];
}

type Need = Omit<PermissionNeed, "grants">;

function needsWithKeys(fn: LambdaFunction, stack: Stack): readonly Need[] {
  const own = [...settingNeeds(fn), ...codeNeeds(fn, stack)];
  return merged([...own, ...own.flatMap((need) => keyNeeds(need, stack))]);
}

function settingNeeds(fn: LambdaFunction): readonly Need[] {
  return needsOf(fn).flatMap((need) => {
    const on = needOnResource(need, fn);
    const origin =
      need.purpose.startsWith("to read from") || need.purpose.startsWith("to log in") ? "trigger" : "setting";
    // without a declared group, nobody but the function creates it
    const actions =
      need.actions[0]?.startsWith("logs:") && fn.logGroup.kind === "none"
        ? ["logs:CreateLogGroup", ...need.actions]
        : need.actions;
    return actions.map((action) => ({ action, on, origin, purpose: need.purpose, at: [need.at] }) as const);
  });
}

function codeNeeds(fn: LambdaFunction, stack: Stack): readonly Need[] {
  return (functionCode(fn)?.needs ?? []).flatMap(({ action, target, places }) =>
    resourcesOfTarget(target, fn, stack).map((on) => ({
      action,
      on,
      origin: "code" as const,
      purpose: "called by its code",
      at: places,
    })),
  );
}

/** What using an encrypted resource requires of its key. */
function keyNeeds({ action, on, ...need }: Need, stack: Stack): readonly Need[] {
  const key = on.resource && keyOf(on.resource, stack);
  if (!key) return [];
  const expression = { kind: "expression", text: `${key.address}.arn` } as const;
  const onKey: NeededResource = {
    pattern: "arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}",
    expression,
    resource: key,
  };
  const purpose = `as ${on.resource} is encrypted with ${key}`;
  return keyActions(action).map((keyAction) => ({ ...need, action: keyAction, on: onKey, purpose }));
}

/** Merges needs of the same action on the same resource. */
function merged(needs: readonly Need[]): readonly Need[] {
  const byKey = new Map<string, Need>();
  for (const need of needs) {
    const key = `${need.action} ${JSON.stringify(need.on.expression)}`;
    const known = byKey.get(key);
    byKey.set(key, known ? { ...known, at: [...known.at, ...need.at] } : need);
  }
  return [...byKey.values()];
}

function withGrants(needs: readonly Need[], role: Role | undefined, asOf: string): readonly PermissionNeed[] {
  return needs.map((need) => ({
    ...need,
    grants: role ? grantsOn(role, need.action, need.on, asOf) : [],
  }));
}

/** The services whose actions polling a source takes, where they are not named like the source. */
const POLLED_SERVICES: Readonly<Record<string, readonly string[]>> = { msk: ["kafka", "kafka-cluster"] };

/** The services that a trigger polls or receives events from. */
function sourceServices({ kind, source }: Trigger): readonly string[] {
  const content = kind === "event-rule" && source ? jsonContent(source.body.value("event_pattern")) : undefined;
  if (!content) return POLLED_SERVICES[kind] ?? [kind];
  return elementsOrSelf(attribute(content, "source", content.place)).elements.flatMap((element) => {
    const text = stringOf(element);
    return text?.startsWith("aws.") ? [text.slice("aws.".length)] : [];
  });
}

/** What a role grants that none of its functions needs; empty unless everything that they do is known. */
function unusedActions(role: Role, stack: Stack): readonly UnusedAction[] {
  const functions = stack.functionsOf(role);
  const isOnlyLambdas = role.trustedServices.every((service) => /^(?:edge)?lambda\.amazonaws\.com$/.test(service));
  const isKnown = functions.every((fn) => gapsOf(fn, functionCode(fn)).length === 0);
  if (functions.length === 0 || !isOnlyLambdas || !isKnown) return [];
  const all = functions.flatMap((fn) => needsWithKeys(fn, stack).map(({ action }) => action));
  const needed = new Set(all.map((action) => action.toLowerCase()));
  const sources = new Set(functions.flatMap((fn) => fn.triggers.flatMap(sourceServices)));
  return role.statements.flatMap((statement) => {
    if (statement.effect !== "Allow" || statement.isNegatedAction || !statement.statement || !statement.isComplete)
      return [];
    return statement.actions
      .filter((action) => !/[*?]/.test(action) && isJudged(action, all) && !sources.has(action.split(":")[0] ?? ""))
      .filter((action) => !needed.has(action.toLowerCase()))
      .map((action) => ({ action, statement }));
  });
}
