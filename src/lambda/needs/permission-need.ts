import type { CodePlace } from "../../code/index.ts";
import { breadthOf, type Grant, grantsOn, type Role, type RoleStatement } from "../../iam/index.ts";
import { type Place, type Resource, referenceText } from "../../terraform/index.ts";
import { keyActions, keyOf } from "../encryption.ts";
import type { Stack } from "../stack.ts";
import type { NeededResource } from "./needed-resource.ts";

/** An action that a function or a state machine needs, on a resource. */
export interface PermissionNeed {
  readonly action: string;
  readonly on: NeededResource;
  readonly origin: "code" | "setting" | "state" | "trigger";
  /** A phrase such as "to read from aws_sqs_queue.jobs", naming the resource; for needs of the code, the call. */
  readonly purpose: string;
  /** Where the need arises, in the configuration or in the code. */
  readonly at: readonly (Place | CodePlace)[];
  /** The statements that allow it; empty if none does. */
  readonly grants: readonly Grant[];
}

/** A need of which it is not yet known whether the role allows it. */
export type Need = Omit<PermissionNeed, "grants">;

/** What a function or a state machine needs, and what its role grants. */
export interface Permissions {
  readonly resource: Resource;
  readonly role: Role | undefined;
  readonly needs: readonly PermissionNeed[];
  /** Whether everything that the role grants is known, so that what is missing is certainly not granted. */
  readonly knowsGrants: boolean;
  /** Statements whose resources go beyond all needs. */
  readonly tooWide: readonly RoleStatement[];
  /** The reasons why there may be more needs; empty if `needs` are all. */
  readonly gaps: readonly unknown[];
}

interface Needy extends Pick<Permissions, "resource" | "role"> {
  readonly needs: readonly Need[];
}

/** Compares needs with what a role grants. */
export function permissionsOf({ resource, role, needs }: Needy, stack: Stack, asOf: string): Omit<Permissions, "gaps"> {
  const statements = role?.statements ?? [];
  return {
    resource,
    role,
    needs: withGrants(needs, role, asOf),
    knowsGrants: role !== undefined && stack.knowsAllPoliciesOf(role),
    tooWide: statements.filter(({ statement }) => statement !== undefined && breadthOf(statement) !== undefined),
  };
}

/** Needs together with those of the keys behind their resources, each of them once. */
export function withKeys(own: readonly Need[], stack: Stack): readonly Need[] {
  return merged([...own, ...own.flatMap((need) => keyNeeds(need, stack))]);
}

/** What using an encrypted resource requires of its key. */
function keyNeeds({ action, on, ...need }: Need, stack: Stack): readonly Need[] {
  const key = on.resource && keyOf(on.resource, stack);
  if (!key) return [];
  const expression = { kind: "expression", text: referenceText(key, "arn") } as const;
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
