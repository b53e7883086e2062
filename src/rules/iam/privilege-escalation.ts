import { ADMINISTRATIVE_POLICIES } from "../../aws/managed-policy-risks.ts";
import { type Escalation, escalationsOf, isAdministrative, type Role, type Statement } from "../../iam/index.ts";
import { defineRule } from "../rule.ts";
import { WORKER_ROLE } from "../shared/policies/example-worker.ts";
import { ownTarget } from "../shared/policies/own-target.ts";
import { isUnlimited, wideStatements } from "../shared/policies/wide-statements.ts";

export default defineRule({
  summary: "A role may do what is enough to gain more permissions than it has",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_110", "CKV_AWS_286"],
    kics: ["role_with_privilege_escalation_by_actions", "lambda_function_with_privileged_role"],
  },
  source: "DataDog pathfinding.cloud, 65 paths (2025-12-17) and five later ones (2026)",
  why: `Whoever gets the role's credentials, through a bug in the handler or a poisoned dependency, can take this path to every
permission in the account. The statements may look harmless one by one and be in different policies: it is their combination that
opens the path.`,
  ignoreWhen: "The role belongs to a deployment pipeline that is protected like an administrator.",
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
    return stack.roles.flatMap((role) => {
      if (isAdministrative(role)) return [];
      const open = escalationsOf(role, asOf, administrators).filter(
        (escalation) =>
          !isServicesOwn(escalation, role) &&
          !isAdministrators(escalation) &&
          !isOfItself(escalation, role) &&
          !isOfAnyRole(escalation, assuming),
      );
      const [shortest, ...others] = open.sort(byCertainty);
      if (!shortest) return [];
      const [first] = shortest.steps;
      if (!first) return [];
      const isCertain = !shortest.isConditional && role.isTrustedBy("lambda.amazonaws.com");
      return [
        {
          at: placeOf(first),
          resource: role.resource.address,
          severity: isCertain ? ("error" as const) : ("warning" as const),
          message: `${role} can raise its own privileges: ${actionsOf(shortest)} (path ${shortest.path.id})${more(others.length)}`,
          help: helpFor(shortest, role),
          related: [
            ...shortest.steps
              .slice(1)
              .map((step) => ({ at: placeOf(step), message: `${step.action} is granted here` })),
            ...others.map((other) => ({
              at: placeOf(other.steps[0] ?? first),
              message: `Path ${other.path.id}: ${actionsOf(other)}`,
            })),
          ],
        },
      ];
    });
  },
});

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

function helpFor(escalation: Escalation, role: Role): string {
  if (escalation.path.requires.includes("iam:PassRole")) {
    return "Limit iam:PassRole to the ARN of a role that may do no more than necessary, with a condition on iam:PassedToService, or remove one of the actions";
  }
  const attached = escalation.steps.map(({ grant }) => awsPolicyOf(grant)?.name).find((name) => name !== undefined);
  if (attached !== undefined)
    return `Replace ${attached} with your own policy, with what ${role} needs and without ${actionsOf(escalation)}`;
  if (escalation.path.class === "existing-passrole")
    return `Limit ${actionsOf(escalation)} to the ARNs that ${role} needs, or remove it`;
  return `Remove ${actionsOf(escalation)} from ${role}; if it must manage permissions, limit it to named resources and require a permissions boundary`;
}
