import { ADMINISTRATIVE_POLICIES } from "../../aws/managed-policy-risks.ts";
import { type AttachedPolicy, policyOfArn, type Role } from "../../iam/index.ts";
import type { Stack } from "../../lambda/index.ts";
import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { WORKER_ROLE } from "../shared/policies/example-worker.ts";

export default defineRule({
  summary: "A managed policy makes a function's role, or someone else, an administrator",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_274", "CKV_AWS_275", "CKV2_AWS_56"], cfn_nag: ["W43", "W44"] },
  source: "AWS managed policy reference, policies of 2026-09",
  why: `The policy allows the function to do everything, or to give itself the permission to. Whoever exploits a bug in the handler
or a poisoned dependency then owns the account.`,
  bad: `${WORKER_ROLE}

resource "aws_iam_role_policy_attachment" "worker" {
  role       = aws_iam_role.worker.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}`,
  good: `${WORKER_ROLE}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::orders-in/*" },
    ]
  })
}`,
  check({ stack }) {
    return [
      ...stack.roles.flatMap((role) => role.policies.flatMap((policy) => ofRole(role, policy, stack))),
      ...ofOthers(stack),
    ];
  },
});

function ofRole(role: Role, policy: AttachedPolicy, stack: Stack): RuleFinding[] {
  const name = administrativeName(policy);
  if (name === undefined) return [];
  const isFunctions = stack.isFunctionRole(role) === true;
  return [
    {
      ...findingAt(policy),
      // a pipeline's role may have to administer; a function's must not
      severity: isFunctions ? "error" : "info",
      message: `${name} makes ${role}${isFunctions ? ", which Lambda functions run as," : ""} an administrator, or lets it become one`,
    },
  ];
}

const ATTACHING = ["role", "user", "group"].map((whom) => `aws_iam_${whom}_policy_attachment`);

/** Policies attached to users, groups, and roles that are created elsewhere. */
function ofOthers(stack: Stack): RuleFinding[] {
  const ofRoles = new Set(stack.roles.flatMap(({ policies }) => policies.map(({ source }) => source)));
  return [...ATTACHING, "aws_iam_policy_attachment"]
    .flatMap((type) => stack.resources(type))
    .filter((attachment) => !ofRoles.has(attachment) && !isCallersChoice(attachment, "policy_arn"))
    .map((attachment) => policyOfArn(attachment, attachment.body.value("policy_arn")))
    .flatMap((policy): RuleFinding[] => {
      const name = administrativeName(policy);
      return name === undefined
        ? []
        : [
            {
              ...findingAt(policy),
              severity: "info",
              message: `${name} makes those to whom ${policy.source} gives it administrators, or lets them become so`,
            },
          ];
    });
}

function administrativeName({ managed }: AttachedPolicy): string | undefined {
  return managed && ADMINISTRATIVE_POLICIES.has(managed.name) ? managed.name : undefined;
}

function findingAt({ place, source }: AttachedPolicy) {
  return {
    at: place,
    resource: source.address,
    help: "Replace it with a policy that allows the actions that are called, on the ARNs that they are called on",
  };
}
