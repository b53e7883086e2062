/** The public face of the iam room: policies as data, and what a role may do. */
export { type ActionPattern, actionPatterns, foreignToTrust, isOfPermissions } from "./action-pattern.ts";
export { isOfAnySource } from "./any-source.ts";
export { canApply, isNameless, lacksAccount, noAccount, noRegion } from "./applicable.ts";
export { anyArnOf, arnParts, arnText } from "./arn-text.ts";
export { type AttachedPolicy, policyOfArn } from "./attached-policy.ts";
export { type Breadth, breadthOf, type Reach } from "./breadth.ts";
export * from "./condition.ts";
export { type ConditionFault, conditionFault } from "./condition-check.ts";
export { limitsReach } from "./condition-scope.ts";
export * from "./document.ts";
export { documentFaults } from "./document-faults.ts";
export { type Escalation, escalationsOf } from "./escalation.ts";
export { ANYTHING, canOverlap, SOME_NAME, SOME_PATH } from "./glob.ts";
export { Grantee } from "./grantee.ts";
export { granteesBesideRoles } from "./grantees.ts";
export { keylessActions } from "./keyless-actions.ts";
export { endFor, type Narrowing, narrowingFor, restOf } from "./narrowing.ts";
export { NOT_ARNS, noArn } from "./no-arn.ts";
export {
  coversAction,
  type Grant,
  grantsOf,
  grantsOn,
  isAdministrative,
  type RoleStatement,
} from "./permissions.ts";
export type { ResourceKind } from "./policy-holders.ts";
export { type PolicySite, policySites, type SiteStatement, siteStatements } from "./policy-sites.ts";
export {
  MAX_GROUP_POLICIES,
  MAX_MANAGED_POLICY,
  MAX_ROLE_POLICIES,
  MAX_USER_POLICIES,
  minimumSize,
} from "./policy-size.ts";
export { admitsEverySource, isPublic, publicPrincipal } from "./public.ts";
export { Role, rolesOf } from "./role.ts";
export type { Condition, Principal, Statement, Strings } from "./statement.ts";
