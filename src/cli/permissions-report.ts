import { resolve } from "node:path";
import type { RoleStatement } from "../iam/index.ts";
import {
  describeResource,
  type FunctionPermissions,
  type PermissionNeed,
  type SuggestedPolicy,
} from "../lambda/index.ts";
import { displayPath } from "../lint/index.ts";
import type {
  PermissionsReport,
  ReportedFunction,
  ReportedGrant,
  ReportedNeed,
  ReportedPolicy,
} from "../report/index.ts";
import { type Place, stringOf, type Value } from "../terraform/index.ts";
import { version } from "../version.ts";

/** Turns what was found out about functions into plain data, with paths relative to the working directory. */
export function toPermissionsReport(
  all: readonly FunctionPermissions[],
  policies: readonly SuggestedPolicy[],
  cwd: string,
): PermissionsReport {
  const names = new Map(all.map((permissions) => [permissions.function, permissions]));
  return {
    version: 1,
    tool: { name: "lambda-tf", version: version() },
    functions: all.map((permissions) => toFunction(permissions, cwd)),
    policies: policies.map((policy) => toPolicy(policy, names, cwd)),
  };
}

function toFunction(permissions: FunctionPermissions, cwd: string): ReportedFunction {
  const { role, code, needs, gaps, unused, tooWide } = permissions;
  const toGrant = (statement: RoleStatement) => grantOf(statement, cwd);
  const { module } = permissions.function.resource;
  return {
    root: displayPath((module.trace[0]?.parent ?? module).directory.path, cwd),
    function: permissions.function.resource.addressFromRoot,
    role: role ? role.resource.addressFromRoot : null,
    code: code ? code.files.map((file) => codeFile(file, permissions, cwd)) : null,
    needs: needs.map((need) => toNeed(need, permissions, cwd)),
    grants: (role?.statements ?? []).map(toGrant),
    unused: unused.map(({ action, statement }) => ({
      action,
      policy: statement.policy.source.address,
      place: placeText(statement.place, cwd),
    })),
    tooWide: tooWide.map(toGrant),
    atLeast: gaps.map(({ why, place }) =>
      place ? `${why} (${codeFile(place.file, permissions, cwd)}:${place.line})` : why,
    ),
  };
}

function toNeed(need: PermissionNeed, permissions: FunctionPermissions, cwd: string): ReportedNeed {
  const places = need.at.map((at) =>
    "line" in at ? `${codeFile(at.file, permissions, cwd)}:${at.line}` : placeText(at, cwd),
  );
  const { action, origin, purpose, on } = need;
  return {
    action,
    resource: describeResource(on),
    origin,
    purpose,
    places: [...new Set(places)],
    granted: grantedTo(need, permissions),
    condition: conditionOf(need, permissions),
  };
}

/** The condition of the first grant that may allow a need, if none allows it for certain. */
function conditionOf(need: PermissionNeed, permissions: FunctionPermissions): string | null {
  const [grant] = need.grants;
  if (!grant || grantedTo(need, permissions) !== "conditionally") return null;
  const { conditions, isComplete, policy } = grant.statement;
  const keys = [...new Set(conditions.map(({ key }) => key))];
  const boundary = permissions.role?.resource.body.value("permissions_boundary");
  return [
    ...(keys.length > 0 ? [`condition on ${keys.join(", ")}`] : []),
    ...(keys.length === 0 && !isComplete ? [`not all of ${policy.source.address} is known`] : []),
    ...(grant.isBounded && boundary ? [`boundary ${writtenOf(boundary)}`] : []),
  ].join("; ");
}

function writtenOf(value: Value): string {
  return stringOf(value) ?? value.via?.resource.addressFromRoot ?? value.place.file.slice(value.place);
}

function grantedTo({ grants }: PermissionNeed, { knowsGrants }: FunctionPermissions): ReportedNeed["granted"] {
  if (grants.some(({ isConditional }) => !isConditional)) return "yes";
  if (grants.length > 0) return "conditionally";
  return knowsGrants ? "no" : "unknown";
}

function grantOf(
  { effect, actions, resources, statement, policy, place, isNegatedAction, isNegatedResource }: RoleStatement,
  cwd: string,
): ReportedGrant {
  const written = (isNegatedResource ? statement?.notResources : statement?.resources)?.values.map((value) =>
    value.place.file.slice(value.place),
  );
  const name = policy.arnText ?? policy.source.address;
  return {
    effect,
    actions: isNegatedAction ? actions.map((action) => `not ${action}`) : actions,
    resources: (written ?? resources).map((text) => (isNegatedResource ? `not ${text}` : text)),
    policy: name,
    place: placeText(place, cwd),
  };
}

function toPolicy(
  { role, functions, statements, replaces, module, hcl }: SuggestedPolicy,
  permissions: ReadonlyMap<unknown, FunctionPermissions>,
  cwd: string,
): ReportedPolicy {
  return {
    role: role ? role.resource.addressFromRoot : null,
    functions: functions.map(({ resource }) => resource.addressFromRoot),
    statements: statements.map(({ actions, resources }) => ({ actions, resources })),
    replaces: replaces.map(({ addressFromRoot }) => addressFromRoot),
    isAtLeast: functions.some((fn) => (permissions.get(fn)?.gaps.length ?? 0) > 0),
    directory: displayPath(module.directory.path, cwd),
    hcl,
  };
}

function codeFile(file: string, { code }: FunctionPermissions, cwd: string): string {
  return code ? displayPath(resolve(code.root, code.pathOf(file)), cwd) : file;
}

function placeText({ file, start }: Place, cwd: string): string {
  return `${displayPath(file.path, cwd)}:${file.position(start).line}`;
}
