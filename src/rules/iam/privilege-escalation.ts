import { ADMINISTRATIVE_POLICIES } from "../../aws/managed-policy-risks.ts";
import {
  type Escalation,
  escalationsOf,
  type Grantee,
  granteesBesideRoles,
  isAdministrative,
  Role,
  type Statement,
} from "../../iam/index.ts";
import type { Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { WORKER_ROLE } from "../shared/policies/example-worker.ts";
import { ownTarget } from "../shared/policies/own-target.ts";
import { wholeServiceOf } from "../shared/policies/whole-service.ts";
import { isUnlimited, wideStatements } from "../shared/policies/wide-statements.ts";

export default defineRule({
  summary: "A role, user or policy allows what is enough to gain more permissions",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_110", "CKV_AWS_286"],
    kics: ["role_with_privilege_escalation_by_actions", "lambda_function_with_privileged_role"],
  },
  source:
    "DataDog pathfinding.cloud, 65 paths (2025-12-17) and later ones (2026); AWS Lambda developer guide, Granting users access to a Lambda layer (2026-11)",
  why: `Whoever gets the credentials, through a bug in the handler or a poisoned dependency, can take this path to every
permission in the account. The statements may look harmless one by one and be in different policies: it is their combination that
opens the path.`,
  ignoreWhen: "They are of administrators, or of a deployment pipeline that is protected like one.",
  bad: `${WORKER_ROLE}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "iam:PassRole", Resource = "*" },
      { Effect = "Allow", Action = ["lambda:CreateFunction", "lambda:InvokeFunction"], Resource = "*" },
    ]
  })
}`,
  good: `${WORKER_ROLE}

resource "aws_iam_role" "child" {
  name = "child"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "iam:PassRole", Resource = aws_iam_role.child.arn },
      { Effect = "Allow", Action = ["lambda:CreateFunction", "lambda:InvokeFunction"], Resource = "*" },
    ]
  })
}`,
  check(context) {
    const { stack, asOf } = context;
    const assuming = new Set(
      wideStatements(context, "assume-role")
        .filter(isUnlimited)
        .map(({ statement }) => statement),
    );
    const administrators = stack.roles.filter(isAdministrative);
    const reported = new Set<Resource>();
    return [...stack.roles, ...granteesBesideRoles(stack.modules, stack.policySites)].flatMap((grantee) => {
      // of the texts that a policy may have, one is enough
      if (isAdministrative(grantee) || reported.has(grantee.resource)) return [];
      const open = escalationsOf(grantee, asOf, administrators).filter(
        (escalation) => !isReportedElsewhere(escalation, grantee, assuming),
      );
      const findings = findingFor(grantee, open);
      if (findings.length > 0) reported.add(grantee.resource);
      return findings;
    });
  },
});

/** The finding for all paths that are open, at the shortest. */
function findingFor(grantee: Grantee, open: readonly Escalation[]): RuleFinding[] {
  const [shortest, ...others] = [...open].sort(byCertainty);
  const first = shortest?.steps[0];
  if (!shortest || !first) return [];
  const isCertain = !shortest.isConditional && grantee instanceof Role && grantee.isTrustedBy("lambda.amazonaws.com");
  return [
    {
      at: placeOf(first),
      resource: grantee.resource.address,
      severity: isCertain ? "error" : "warning",
      message: `${subjectOf(grantee)} own privileges: ${actionsOf(shortest)} (path ${shortest.path.id})${more(others.length)}`,
      help: helpFor(shortest, grantee),
      related: [
        ...shortest.steps.slice(1).map((step) => ({ at: placeOf(step), message: `${step.action} is granted here` })),
        ...others.map((other) => ({
          at: placeOf(other.steps[0] ?? first),
          message: `Path ${other.path.id}: ${actionsOf(other)}`,
        })),
      ],
    },
  ];
}

/** Who raises whose privileges, as the beginning of a sentence. */
function subjectOf(grantee: Grantee): string {
  const { type } = grantee.resource;
  if (type === "aws_iam_role" || type === "aws_iam_user") return `${grantee} can raise its`;
  return type === "aws_iam_group" ? `Members of ${grantee} can raise their` : `Whoever has ${grantee} can raise their`;
}

/** Whether another rule reports what opens a path. */
function isReportedElsewhere(
  escalation: Escalation,
  grantee: Grantee,
  assuming: ReadonlySet<Statement | undefined>,
): boolean {
  if (isAdministrators(escalation) || isOfAnyRole(escalation, assuming)) return true;
  // iam/wildcard-action says what the actions of a service are enough for
  if (wholeServiceOf(escalation)) return true;
  return grantee instanceof Role && (isServicesOwn(escalation, grantee) || isOfItself(escalation, grantee));
}

type Step = Escalation["steps"][number];

/**
 * Whether only AWS's own policy for the service that assumes the role opens the path, with no function running as the
 * role.
 */
function isServicesOwn({ steps }: Escalation, role: Role): boolean {
  const { trustedServices } = role;
  if (role.isTrustedBy("lambda.amazonaws.com") || trustedServices.length === 0) return false;
  const isControlPlanes = trustedServices.every((service) => CONTROL_PLANES.has(service));
  return steps.every(({ grant }) => {
    const policy = awsPolicyOf(grant);
    return policy !== undefined && (isControlPlanes || policy.path === "/service-role/");
  });
}

/**
 * Services whose own code is all that runs with the role: pods, tasks and instances have other roles. They require AWS
 * managed policies that are not under service-role (EKS User Guide, EKS Auto Mode cluster IAM role; ECS Developer
 * Guide, infrastructure IAM role).
 */
const CONTROL_PLANES: ReadonlySet<string> = new Set(["eks.amazonaws.com", "ecs.amazonaws.com"]);

/**
 * Whether an AWS managed policy for administrators opens the path by itself: iam/administrative-policy reports that.
 */
function isAdministrators({ steps }: Escalation): boolean {
  return steps.every(({ grant }) => ADMINISTRATIVE_POLICIES.has(grant.statement.policy.managed?.name ?? ""));
}

/**
 * Whether a statement that names the role, or a policy on it, opens the path by itself: iam/self-modification reports
 * that.
 */
function isOfItself({ path, steps }: Escalation, role: Role): boolean {
  const [action, ...more] = path.requires;
  return more.length === 0 && steps.every(({ grant }) => ownTarget(role, grant.statement, action) !== undefined);
}

/** Whether a statement that allows assuming any role opens the path by itself: iam/assume-any-role reports that. */
function isOfAnyRole({ path, steps }: Escalation, assuming: ReadonlySet<Statement | undefined>): boolean {
  const isAlone = path.requires.length === 1 && path.requires[0] === "sts:AssumeRole";
  return isAlone && steps.every(({ grant: { statement } }) => statement.statement && assuming.has(statement.statement));
}

/** The AWS managed policy that grants it, if it is attached and not copied. */
function awsPolicyOf({ statement: { statement, policy } }: Step["grant"]) {
  return statement === undefined && policy.kind === "aws-managed" ? policy.managed : undefined;
}

/** Certain paths before conditional ones, short ones before long ones. */
function byCertainty(a: Escalation, b: Escalation): number {
  return Number(a.isConditional) - Number(b.isConditional) || a.path.requires.length - b.path.requires.length;
}

function actionsOf({ path }: Escalation): string {
  return path.requires.join(" + ");
}

function more(count: number): string {
  return count === 0 ? "" : `, and in ${count} more ${count === 1 ? "way" : "ways"}`;
}

/** Where the action is written: the pattern that allows it, or the statement. */
function placeOf({ action, grant }: Step) {
  const { statement, place } = grant.statement;
  const service = action.slice(0, action.indexOf(":"));
  const written = statement?.actions.values.find(
    (value) => value.kind === "known" && String(value.value).toLowerCase().startsWith(service.toLowerCase()),
  );
  return written?.place ?? statement?.actions.place ?? place;
}

function helpFor(escalation: Escalation, grantee: Grantee): string {
  if (escalation.path.requires.includes("iam:PassRole")) {
    return "Limit iam:PassRole to the ARN of a role that may do no more than necessary, with a condition on iam:PassedToService, or remove one of the actions";
  }
  const attached = escalation.steps.map(({ grant }) => awsPolicyOf(grant)?.name).find((name) => name !== undefined);
  if (attached !== undefined)
    return `Replace ${attached} with your own policy, with what ${grantee} needs and without ${actionsOf(escalation)}`;
  if (escalation.path.class === "existing-passrole")
    return `Limit ${actionsOf(escalation)} to the ARNs that ${grantee} needs, or remove it`;
  return `Remove ${actionsOf(escalation)} from ${grantee}; if it must manage permissions, limit it to named resources and require a permissions boundary`;
}
