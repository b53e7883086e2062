/** The face of the iam room: policies as data, and what a role may do. */
export { type ActionPattern, actionPatterns } from "./action-pattern.ts";
export { canApply } from "./applicable.ts";
export { arnParts, arnText } from "./arn-text.ts";
export { type Breadth, breadthOf, type Reach } from "./breadth.ts";
export * from "./condition.ts";
export { limitsReach } from "./condition-scope.ts";
export * from "./document.ts";
export { type Escalation, escalationsOf } from "./escalation.ts";
export { canOverlap, coversForm } from "./glob.ts";
export { type Narrowing, narrowingFor } from "./narrowing.ts";
export {
  coversAction,
  type Grant,
  grantsOf,
  isAdministrative,
  mayCoverResource,
  type RoleStatement,
} from "./permissions.ts";
export type { ResourceKind } from "./policy-holders.ts";
export { type PolicySite, policySites, type SiteStatement, siteStatements } from "./policy-sites.ts";
export { isPublic } from "./public.ts";
export { type AttachedPolicy, isRole, Role, rolesOf } from "./role.ts";
