import { dependsOn, fitsOf, type Permission, type PushTrigger, type Stack } from "../../../lambda/index.ts";
import { allReferences, type Resource } from "../../../terraform/index.ts";
import type { Fix, Related } from "../../rule.ts";
import { waitFor } from "../edits/dependencies.ts";
import { fixOf } from "../edits/fixes.ts";

/** A trigger that may be created before its service may call the function. */
export interface EarlyTrigger {
  readonly permission: Permission;
  /** The permission itself waits for the trigger, so that it is always too late. */
  readonly isReversed: boolean;
  readonly help: string;
  readonly related: readonly Related[];
  /** The edit that makes the trigger wait. */
  readonly fix: Fix | undefined;
}

/**
 * Whether nothing makes Terraform create the permissions for a trigger before the trigger; undefined if something may.
 */
export function earlyTrigger(stack: Stack, trigger: PushTrigger): EarlyTrigger | undefined {
  const { connection } = trigger;
  const permissions = fitsOf(trigger, stack)
    .filter(({ principal, qualifier }) => principal === true && qualifier !== false)
    // rather one that certainly is for what is called
    .sort((a, b) => Number(b.qualifier === true) - Number(a.qualifier === true))
    .map(({ permission }) => permission);
  const [first] = permissions;
  if (!first || permissions.some(({ resource }) => dependsOn(connection, resource) !== "no")) return undefined;
  const { resource: permission } = first;
  const isReversed = dependsOn(permission, connection) === "yes";
  if (!isReversed && isOutOfReach(connection, permission)) return undefined;
  return {
    permission: first,
    isReversed,
    help: helpFor(trigger, first, isReversed),
    related: [{ at: first.place(), message: "the permission" }],
    fix: fixOf(`Make it wait for ${first}`, waitFor(connection, permission)),
  };
}

/**
 * Whether nobody can order them: the trigger is in a registry module, which cannot wait for a permission that names
 * something of the module itself.
 */
function isOutOfReach({ module }: Resource, permission: Resource): boolean {
  if (!module.directory.isStandIn || permission.module === module) return false;
  return allReferences(permission.body.value("source_arn")).some(({ resource }) => resource.module === module);
}

function helpFor({ connection }: PushTrigger, permission: Permission, isReversed: boolean): string {
  const { type, name, module } = permission.resource;
  if (isReversed)
    return `Do not refer to ${connection} in ${permission}: use source_account, or write the ARN as text; then add depends_on = [${type}.${name}] to ${connection}`;
  return module === connection.module
    ? `Add depends_on = [${type}.${name}] to ${connection}`
    : `Make ${connection} depend on the module that contains ${permission}`;
}
