import { matchesWildcard } from "../aws/wildcard.ts";
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

/** One action that a function needs, on one resource. */
export interface PermissionNeed {
  readonly action: string;
  readonly on: NeededResource;
  readonly origin: "code" | "setting" | "trigger";
  /** As it stands in a sentence: "to read from aws_sqs_queue.jobs"; what the code needs is called by it. */
  readonly purpose: string;
  /** Where the need comes from: in the configuration, or in the code. */
  readonly at: readonly (Place | CodePlace)[];
  /** The statements that allow it; empty where none does. */
  readonly grants: readonly Grant[];
}

/** An action of a statement that no function of the role needs. */
export interface UnusedAction {
  readonly action: string;
  readonly statement: RoleStatement;
}

/** What a function needs and what its role grants. */
export interface FunctionPermissions {
  readonly function: LambdaFunction;
  readonly role: Role | undefined;
  readonly code: FunctionCode | undefined;
  readonly needs: readonly PermissionNeed[];
  /** Whether all that the role grants is known, so that what is missing is missing. */
  readonly knowsGrants: boolean;
  /** Why the function may need more than `needs`; empty where that is all. */
  readonly gaps: readonly Gap[];
  readonly unused: readonly UnusedAction[];
  /** Statements whose resources reach further than any need of theirs. */
  readonly tooWide: readonly RoleStatement[];
}

/** What a function needs of AWS, for its settings, its triggers and its code, beside what its role grants. */
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

/** Why a function's needs may not be all known. */
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
    // nobody else makes the group that the configuration does not have
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

/** What the key takes that a resource is encrypted with. */
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

/** Each action on each resource once. */
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

/**
 * Actions that serve others (as those of Kafka serve the poller), change no more than what an error says, or are called at
 * an address that comes with the event: their use cannot be told from the code.
 */
const NOT_JUDGED: readonly string[] = [
  ..."appconfig cloudwatch ec2 ecr elasticfilesystem iam kafka kafka-cluster kms logs mq rds-db sts xray"
    .split(" ")
    .map((service) => `${service}:*`),
  "execute-api:ManageConnections",
  ..."AbortMultipartUpload Get*Version GetBucketLocation ListBucket ListMultipartUploadParts *Tagging"
    .split(" ")
    .map((name) => `s3:${name}`),
  ...["*:Describe*", "*:List*"],
];

function isJudged(action: string): boolean {
  return !NOT_JUDGED.some((pattern) => matchesWildcard(pattern, action));
}

/** The services whose actions it takes to poll a source, where they are not named as the source is. */
const POLLED_SERVICES: Readonly<Record<string, readonly string[]>> = { msk: ["kafka", "kafka-cluster"] };

/** The services that a trigger polls or hands events of. */
function sourceServices({ kind, source }: Trigger): readonly string[] {
  const content = kind === "event-rule" && source ? jsonContent(source.body.value("event_pattern")) : undefined;
  if (!content) return POLLED_SERVICES[kind] ?? [kind];
  return elementsOrSelf(attribute(content, "source", content.place)).elements.flatMap((element) => {
    const text = stringOf(element);
    return text?.startsWith("aws.") ? [text.slice("aws.".length)] : [];
  });
}

/** What a role grants that none of its functions needs; empty unless all that they do is known. */
function unusedActions(role: Role, stack: Stack): readonly UnusedAction[] {
  const functions = stack.functionsOf(role);
  const isOnlyLambdas = role.trustedServices.every((service) => /^(?:edge)?lambda\.amazonaws\.com$/.test(service));
  const isKnown = functions.every((fn) => gapsOf(fn, functionCode(fn)).length === 0);
  if (functions.length === 0 || !isOnlyLambdas || !isKnown) return [];
  const needed = new Set(functions.flatMap((fn) => needsWithKeys(fn, stack).map(({ action }) => action.toLowerCase())));
  const sources = new Set(functions.flatMap((fn) => fn.triggers.flatMap(sourceServices)));
  return role.statements.flatMap((statement) => {
    if (statement.effect !== "Allow" || statement.isNegatedAction || !statement.statement || !statement.isComplete)
      return [];
    return statement.actions
      .filter((action) => !/[*?]/.test(action) && isJudged(action) && !sources.has(action.split(":")[0] ?? ""))
      .filter((action) => !needed.has(action.toLowerCase()))
      .map((action) => ({ action, statement }));
  });
}
