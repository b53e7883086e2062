import type { Gap } from "../../code/index.ts";
import type { Role, RoleStatement } from "../../iam/index.ts";
import { attribute, elementsOrSelf, jsonContent, stringOf } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import type { Stack } from "../stack.ts";
import type { Trigger } from "../triggers/trigger.ts";
import { type FunctionCode, functionCode } from "./function-code.ts";
import { needsOf } from "./needs.ts";
import { type Need, type Permissions, permissionsOf, withKeys } from "./permission-need.ts";
import { needOnResource } from "./setting-resource.ts";
import { resourcesOfTarget } from "./target-resources.ts";
import { isJudged } from "./unjudged-actions.ts";

/** A granted action that no function of the role needs. */
export interface UnusedAction {
  readonly action: string;
  readonly statement: RoleStatement;
}

/** A function's needs and what its role grants. */
export interface FunctionPermissions extends Permissions {
  readonly function: LambdaFunction;
  readonly code: FunctionCode | undefined;
  /** The reasons why the function may need more than `needs`; empty if these are all. */
  readonly gaps: readonly Gap[];
  readonly unused: readonly UnusedAction[];
}

/** What a function needs of AWS for its settings, triggers and code, and what its role grants. */
export function functionPermissions(fn: LambdaFunction, stack: Stack, asOf: string): FunctionPermissions {
  const { role } = fn;
  const code = functionCode(fn);
  return {
    ...permissionsOf({ resource: fn.resource, role, needs: needsWithKeys(fn, stack) }, stack, asOf),
    function: fn,
    code,
    gaps: gapsOf(fn, code),
    unused: role ? unusedActions(role, stack) : [],
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

function needsWithKeys(fn: LambdaFunction, stack: Stack): readonly Need[] {
  return withKeys([...settingNeeds(fn), ...codeNeeds(fn, stack)], stack);
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
