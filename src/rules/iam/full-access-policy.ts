import { expandActions } from "../../aws/iam-actions.ts";
import type { ManagedPolicy } from "../../aws/managed-policies.ts";
import { ADMINISTRATIVE_POLICIES } from "../../aws/managed-policy-risks.ts";
import { defineRule } from "../rule.ts";
import { WORKER_ROLE } from "../shared/policies/example-worker.ts";
import { listed } from "../shared/policies/wide-statements.ts";

/** Policies that are as wide as `*FullAccess`, under other names. */
const AS_WIDE: ReadonlySet<string> = new Set([
  "SecretsManagerReadWrite",
  "AmazonCognitoPowerUser",
  "ReadOnlyAccess",
  "AWSGlueServiceRole",
]);

export default defineRule({
  summary: "A function's role has full access to a whole service",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { "cdk-nag": ["AwsSolutions-IAM4"] },
  source: "AWS managed policy reference, policies of 2026-09",
  why: `A FullAccess policy is meant for people in a console. On a function it grants every action, including deletion, on
everything that the service holds in the account, while the code needs a handful on one resource.`,
  bad: `${WORKER_ROLE}

resource "aws_iam_role_policy_attachment" "worker" {
  role       = aws_iam_role.worker.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
}`,
  good: `${WORKER_ROLE}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "arn:aws:s3:::orders-in/*" },
    ]
  })
}`,
  check({ stack }) {
    return stack.roles.flatMap((role) => {
      if (!role.isTrustedBy("lambda.amazonaws.com")) return [];
      return role.policies.flatMap(({ managed, place, source }) => {
        const given = managed && isWide(managed.name) ? actionsOf(managed) : undefined;
        if (!managed || given === undefined) return [];
        return [
          {
            at: place,
            resource: source.address,
            message: `${managed.name} gives ${role} ${given} on every resource of the account`,
            help: "Replace it with an inline policy that allows the actions that the code calls, on the ARNs that it calls them on",
          },
        ];
      });
    });
  },
});

function isWide(name: string): boolean {
  return (/FullAccess(?:V2|_v2)?$/i.test(name) || AS_WIDE.has(name)) && !ADMINISTRATIVE_POLICIES.has(name);
}

/** What a policy allows, in words; undefined if none of it can be limited to resources by a custom policy. */
function actionsOf({ statements }: ManagedPolicy): string | undefined {
  const allowed = statements.flatMap(({ Effect, Action = [] }) => (Effect === "Allow" ? Action : []));
  const isLimitable = allowed.some((pattern) =>
    expandActions(pattern).some(({ resourceTypes }) => resourceTypes.length > 0),
  );
  if (!isLimitable) return undefined;
  // a name may promise more than the policy has: clients of a file system mount it, and change nothing about it
  const isOfService = allowed.some((pattern) => /^[\w-]+:\*$/.test(pattern));
  return isOfService ? "every action of the service" : listed(allowed.map((text) => ({ text })));
}
