import { FEATURE_POLICIES } from "../../aws/managed-policy-risks.ts";
import type { AttachedPolicy, Role } from "../../iam/index.ts";
import { type LambdaFunction, needsOf, type Stack } from "../../lambda/index.ts";
import { referredResources } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { allow } from "../shared/edits/policies/allow.ts";
import { BASIC_POLICY, basicInPlaceOf } from "../shared/edits/policies/basic-policy.ts";
import { resourceExpression } from "../shared/edits/policies/resource-expression.ts";
import { createdWith } from "../shared/policies/created-with.ts";
import { WORKER_FUNCTION, WORKER_ROLE } from "../shared/policies/example-worker.ts";

const example = (policies: string) => `resource "aws_sqs_queue" "jobs" {}

${WORKER_ROLE}

${policies}

${WORKER_FUNCTION}

resource "aws_lambda_event_source_mapping" "jobs" {
  function_name    = aws_lambda_function.worker.arn
  event_source_arn = aws_sqs_queue.jobs.arn
}`;

const attach = (name: string) => `resource "aws_iam_role_policy_attachment" "worker" {
  role       = aws_iam_role.worker.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/${name}"
}`;

export default defineRule({
  summary:
    "A managed policy gives access to every queue or stream of the account to a function that reads from known ones",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS managed policy reference, policies of 2026-09",
  why: `AWS cannot know which queue a function reads from, so its policy covers them all. The configuration does know: an inline
policy with the same actions on that one ARN keeps the function away from everyone else's messages.`,
  bad: example(attach("AWSLambdaSQSQueueExecutionRole")),
  good: example(`${attach("AWSLambdaBasicExecutionRole")}

resource "aws_iam_role_policy" "worker" {
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
      Resource = aws_sqs_queue.jobs.arn
    }]
  })
}`),
  check({ stack }) {
    return stack.roles.flatMap((role) => {
      const functions = stack.functionsOf(role);
      return role.policies.flatMap((policy) => {
        const { managed, source, place } = policy;
        const kind = KINDS[FEATURE_POLICIES.get(managed?.name ?? "") ?? ""];
        const reads = kind ? functions.flatMap((fn) => readsOf(fn, kind.service)) : [];
        const [first] = reads;
        if (!kind || !first || reads.some(({ expression }) => expression === undefined)) return [];
        const targets = [...new Set(reads.map(({ expression }) => expression))].join(", ");
        return [
          {
            at: place,
            resource: source.address,
            message: `${managed?.name} lets ${role} read from every ${kind.noun} of the account, but its functions read only from ${targets}`,
            help: `Allow ${first.actions.join(", ")} on ${targets} in an inline policy, and attach service-role/AWSLambdaBasicExecutionRole for the logs`,
            suggestions: narrowed(role, policy, reads, stack),
            related: reads.map(({ at }) => ({ at, message: "what is read" })),
          },
        ];
      });
    });
  },
});

const KINDS: Readonly<Record<string, { readonly service: string; readonly noun: string }>> = {
  sqs: { service: "sqs", noun: "queue" },
  kinesis: { service: "kinesis", noun: "Kinesis stream" },
  dynamodb: { service: "dynamodb", noun: "DynamoDB stream" },
};

/** What a function's mappings of a service read, as written in its module; undefined for what is not created here. */
function readsOf(fn: LambdaFunction, service: string) {
  return needsOf(fn).flatMap((need) => {
    const { actions, resource, at } = need;
    if (!resource || !actions[0]?.startsWith(`${service}:`) || !READING.test(actions[0])) return [];
    const isMadeHere = referredResources(resource).length > 0;
    return [
      {
        ...{ actions, at, resource, created: createdWith(need, fn) },
        expression: isMadeHere ? resource.place.file.written(resource.place) : undefined,
      },
    ];
  });
}

const READING = /:(?:ReceiveMessage|GetRecords|SubscribeToShard)$/;

/** Replaces it by the policy for logs only, and allows reading in a policy that the role has or gets. */
function narrowed(role: Role, policy: AttachedPolicy, reads: ReturnType<typeof readsOf>, stack: Stack): readonly Fix[] {
  const resources = reads.map(({ resource }) => resourceExpression(resource, resource.place, role.resource.module));
  const known = resources.filter((text) => text !== undefined);
  const actions = [...new Set(reads.flatMap((read) => read.actions))];
  const before = reads.flatMap(({ created }) => created ?? []);
  const allowed =
    known.length === resources.length
      ? allow(role, { actions, resources: [...new Set(known)], before }, stack)
      : undefined;
  return allowed
    ? suggestionOf(`${allowed.title}, and attach ${BASIC_POLICY}`, ...allowed.edits, basicInPlaceOf(policy))
    : [];
}
