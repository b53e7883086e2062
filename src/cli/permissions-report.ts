import { resolve } from "node:path";
import type { RoleStatement } from "../iam/index.ts";
import {
  describeResource,
  type FunctionPermissions,
  type PermissionNeed,
  type Permissions,
  type SuggestedPolicy,
  type WorkflowPermissions,
} from "../lambda/index.ts";
import { displayPath } from "../lint/index.ts";
import type {
  PermissionsReport,
  ReportedFunction,
  ReportedGrant,
  ReportedNeed,
  ReportedPolicy,
  ReportedStateMachine,
} from "../report/index.ts";
import { type Place, type Resource, stringOf, type Value } from "../terraform/index.ts";
import { version } from "../version.ts";

/** What was found out about functions and state machines, and the policies that their roles should have. */
interface Findings {
  readonly functions: readonly FunctionPermissions[];
  readonly machines: readonly WorkflowPermissions[];
  readonly policies: readonly SuggestedPolicy[];
}

/** Turns what was found out into plain data, with paths relative to the working directory. */
export function toPermissionsReport({ functions, machines, policies }: Findings, cwd: string): PermissionsReport {
  return {
    version: 1,
    tool: { name: "lambda-tf", version: version() },
    functions: functions.map((permissions) => toFunction(permissions, cwd)),
    stateMachines: machines.map((permissions) => toStateMachine(permissions, cwd)),
    policies: policies.map((policy) => toPolicy(policy, cwd)),
  };
}

function toFunction(permissions: FunctionPermissions, cwd: string): ReportedFunction {
  const { code, gaps, unused, resource } = permissions;
  const fileOf = (file: string) => codeFile(file, permissions, cwd);
  const { role, needs, grants, tooWide } = comparisonOf(permissions, fileOf, cwd);
  return {
    root: rootOf(resource, cwd),
    function: resource.addressFromRoot,
    role,
    code: code ? code.files.map(fileOf) : null,
    needs,
    grants,
    unused: unused.map(({ action, statement }) => ({
      action,
      policy: statement.policy.source.address,
      place: placeText(statement.place, cwd),
    })),
    tooWide,
    atLeast: gaps.map(({ why, place }) => (place ? `${why} (${fileOf(place.file)}:${place.line})` : why)),
  };
}

function toStateMachine(permissions: WorkflowPermissions, cwd: string): ReportedStateMachine {
  const { resource, gaps } = permissions;
  return {
    root: rootOf(resource, cwd),
    stateMachine: resource.addressFromRoot,
    ...comparisonOf(permissions, (file) => file, cwd),
    atLeast: gaps.map(({ why, at }) => `${why} (${placeText(at, cwd)})`),
  };
}

/** The directory of the root module. */
function rootOf({ module }: Resource, cwd: string): string {
  return displayPath(module.root.directory.path, cwd);
}

/** `fileOf`: the path of a file of the code. */
function comparisonOf(permissions: Permissions, fileOf: (file: string) => string, cwd: string) {
  const { role, needs, tooWide } = permissions;
  return {
    role: role ? role.resource.addressFromRoot : null,
    needs: needs.map((need) => toNeed(need, permissions, fileOf, cwd)),
    grants: (role?.statements ?? []).map((statement) => grantOf(statement, cwd)),
    tooWide: tooWide.map((statement) => grantOf(statement, cwd)),
  };
}

function toNeed(
  need: PermissionNeed,
  permissions: Permissions,
  fileOf: (file: string) => string,
  cwd: string,
): ReportedNeed {
  const places = need.at.map((at) => ("line" in at ? `${fileOf(at.file)}:${at.line}` : placeText(at, cwd)));
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
function conditionOf(need: PermissionNeed, permissions: Permissions): string | null {
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

function grantedTo({ grants }: PermissionNeed, { knowsGrants }: Permissions): ReportedNeed["granted"] {
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
  { role, users, isAtLeast, statements, replaces, module, hcl }: SuggestedPolicy,
  cwd: string,
): ReportedPolicy {
  const addressesOf = (type: string) =>
    users.filter((user) => user.type === type).map(({ addressFromRoot }) => addressFromRoot);
  return {
    role: role ? role.resource.addressFromRoot : null,
    functions: addressesOf("aws_lambda_function"),
    stateMachines: addressesOf("aws_sfn_state_machine"),
    statements: statements.map(({ actions, resources }) => ({ actions, resources })),
    replaces: replaces.map(({ addressFromRoot }) => addressFromRoot),
    isAtLeast,
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
