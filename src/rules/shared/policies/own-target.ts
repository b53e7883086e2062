import { coversAction, type Role, type RoleStatement } from "../../../iam/index.ts";
import { type Place, type Resource, refersTo } from "../../../terraform/index.ts";

/** Actions that change what a role may do, or who may assume it. */
const ON_ROLES = [
  "iam:PutRolePolicy",
  "iam:AttachRolePolicy",
  "iam:UpdateAssumeRolePolicy",
  "iam:DeleteRolePermissionsBoundary",
];
const ON_POLICIES = ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"];

/** What a statement lets a role change about itself. */
export interface OwnTarget {
  readonly action: string;
  /** The role, or a policy attached to it. */
  readonly target: Resource;
  /** Where it is named. */
  readonly at: Place;
}

/**
 * What an Allow statement of a role refers to that belongs to the role itself, with an action that changes its
 * permissions.
 * @param only limits the search to this action
 */
export function ownTarget(role: Role, statement: RoleStatement, only?: string): OwnTarget | undefined {
  const asked = (actions: readonly string[]) => actions.filter((action) => only === undefined || action === only);
  const policies = role.policies.flatMap(({ kind, arn }) =>
    kind === "customer-managed" && arn?.via ? [arn.via.resource] : [],
  );
  return named(statement, [role.resource], asked(ON_ROLES)) ?? named(statement, policies, asked(ON_POLICIES));
}

/** The first of the targets that a statement refers to with one of the actions. */
function named(
  statement: RoleStatement,
  targets: readonly Resource[],
  actions: readonly string[],
): OwnTarget | undefined {
  const action = statement.effect === "Allow" ? actions.find((one) => coversAction(statement, one)) : undefined;
  if (action === undefined || statement.isNegatedResource) return undefined;
  for (const value of statement.statement?.resources.values ?? []) {
    const target = targets.find((one) => refersTo(value, one));
    if (target) return { action, target, at: value.place };
  }
  return undefined;
}
