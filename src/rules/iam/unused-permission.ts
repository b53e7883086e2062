import type { AttachedPolicy, Role } from "../../iam/index.ts";
import { type LambdaFunction, NETWORK_ACTIONS, type Stack } from "../../lambda/index.ts";
import { type Place, stringOf } from "../../terraform/index.ts";
import { defineRule, type Edit, type RuleFinding } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { keepActions } from "../shared/edits/policies/strings.ts";
import { WORKER_FUNCTION, WORKER_ROLE } from "../shared/policies/example-worker.ts";
import { type Feature, hasFeature, LACK, mayHaveFeature } from "../shared/policies/feature-use.ts";
import { rolesGiven } from "../shared/policies/shared-policies.ts";
import { listed } from "../shared/policies/wide-statements.ts";

const example = (action: string) => `${WORKER_ROLE}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["${action}"], Resource = "*" }]
  })
}

${WORKER_FUNCTION}`;

export default defineRule({
  summary: "A role allows what only Lambda itself would use, for a feature that its functions do not have",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source:
    "AWS Lambda developer guide, execution role, and the pages on VPCs, file systems, streams, images and code signing (2026-11)",
  why: `These actions are called by Lambda on the function's behalf: to join a VPC, to mount a file system, to read a stream. If
the function does none of that, they are left over or copied, and serve only those who get hold of its credentials.`,
  ignoreWhen: "The stream is connected in another stack, or the code makes the call itself.",
  bad: example("ec2:CreateNetworkInterface"),
  good: example("xray:PutTraceSegments"),
  check({ stack }) {
    return stack.roles.flatMap((role) => {
      const functions = stack.functionsOf(role);
      const isForLambda = role.trustedServices.every((service) => /^(?:edge)?lambda\./.test(service));
      if (functions.length === 0 || !isForLambda || !stack.knowsAllPoliciesOf(role)) return [];
      return [...left(role, functions, stack), ...ofDeployer(role)];
    });
  },
});

/** Actions that only a feature needs. Those of queues are left out: code may well empty a queue itself. */
const ACTIONS_OF: readonly (readonly [Feature, readonly string[]])[] = [
  ["vpc", [...NETWORK_ACTIONS, "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"]],
  ["file-system", ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]],
  ["kinesis", ["kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:SubscribeToShard"]],
  ["dynamodb", ["dynamodb:GetRecords", "dynamodb:GetShardIterator"]],
];

function left(role: Role, functions: readonly LambdaFunction[], stack: Stack): RuleFinding[] {
  return ACTIONS_OF.flatMap(([feature, actions]): RuleFinding[] => {
    const isPolled = feature === "kinesis" || feature === "dynamodb";
    if (isPolled && !stack.knowsAllTriggers) return [];
    // a broker or a cluster is read from within its VPC
    const mayNeed = (fn: LambdaFunction) =>
      mayHaveFeature(fn, feature) || (feature === "vpc" && hasFeature(fn, "msk") !== "no");
    if (functions.some(mayNeed)) return [];
    const isNeededBy = (other: Role) => {
      const own = stack.functionsOf(other);
      return own.length === 0 || own.some(mayNeed);
    };
    const unneeded = written(role, actions).filter(({ policy }) => !rolesGiven(stack, policy).some(isNeededBy));
    return unneeded.map(({ at, texts, policy, edit }) => ({
      at,
      resource: policy.source.address,
      message: `${role} allows ${listed(texts)}, but no function that runs as it ${LACK[feature]}`,
      help: `Remove ${texts.length === 1 ? "it" : "them"}`,
      suggestions: suggestionOf(`Remove ${listed(texts)}`, edit),
    }));
  });
}

/**
 * What deployments need, and no function does: Lambda fetches images and checks signatures with its own permissions.
 */
const DEPLOYMENT = [
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
  "lambda:GetCodeSigningConfig",
  "signer:GetSigningProfile",
  "signer:StartSigningJob",
];

function ofDeployer(role: Role): RuleFinding[] {
  return written(role, DEPLOYMENT).map(({ at, texts, policy, edit }) => ({
    at,
    resource: policy.source.address,
    message: `${role} allows ${listed(texts)}, which a deployment needs, but not a running function`,
    help: "Remove it; a repository in another account gives Lambda access by its own policy",
    suggestions: suggestionOf(`Remove ${listed(texts)}`, edit),
  }));
}

/** Actions that a statement lists in full, and the edit that removes them. */
interface NamedActions {
  readonly at: Place;
  readonly texts: readonly { readonly text: string }[];
  readonly policy: AttachedPolicy;
  readonly edit: Edit | undefined;
}

/** Where the policies of a role list some of the actions in full, by statement. */
function written(role: Role, actions: readonly string[]): readonly NamedActions[] {
  const wanted = new Set(actions.map((action) => action.toLowerCase()));
  return role.statements.flatMap(({ effect, statement, policy }) => {
    if (effect !== "Allow" || !statement || statement.notActions.place) return [];
    const found = statement.actions.values.flatMap((value) => {
      const text = stringOf(value) ?? "";
      return wanted.has(text.toLowerCase()) ? [{ text, value }] : [];
    });
    const [first] = found;
    if (!first) return [];
    const named = new Set(found.map(({ value }) => value));
    const kept = statement.actions.values.filter((value) => !named.has(value));
    return [{ at: first.value.place, texts: found, policy, edit: keepActions(statement, kept) }];
  });
}
