import { grouped } from "../../grouped.ts";
import { type Condition, plainCondition, policyDocument } from "../../iam/index.ts";
import { mayBeSwitchedOn, type Stack } from "../../lambda/index.ts";
import type { Presence, Resource } from "../../terraform/index.ts";
import { defineRule, type Edit } from "../rule.ts";
import { companion } from "../shared/edits/companion.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { addStatement } from "../shared/edits/policies/add-statement.ts";
import { isShared } from "../shared/edits/policies/shared-documents.ts";
import { type NewStatement, policyArgument } from "../shared/edits/policies/statement-text.ts";
import { referenceTo } from "../shared/edits/references.ts";
import { queueWithPolicy } from "../shared/policies/example-code.ts";

const KINDS: readonly (readonly [type: string, policy: string, argument: string])[] = [
  ["aws_sqs_queue", "aws_sqs_queue_policy", "queue_url"],
  ["aws_sns_topic", "aws_sns_topic_policy", "arn"],
  ["aws_s3_bucket", "aws_s3_bucket_policy", "bucket"],
];

const ALL_WITHOUT_TLS = {
  Principal: '{ AWS = "*" }',
  Action: '"sqs:*"',
  Condition: '{ Bool = { "aws:SecureTransport" = "false" } }',
};

export default defineRule({
  summary: "The policy of a queue, a topic or a bucket does not refuse requests without TLS",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_379"],
    kics: ["s3_bucket_policy_accepts_http_requests"],
    "cdk-nag": ["SQS4", "SNS3", "S10"],
  },
  source:
    "Amazon SQS developer guide, Security best practices: Enforce encryption of data in transit; Amazon S3 user guide, Security best practices (2026-11)",
  why: `SQS, SNS and S3 still answer plain HTTP. A policy that denies it keeps messages and objects from crossing a network in
plain text.`,
  ignoreWhen: "An organization policy refuses requests without TLS for all accounts.",
  bad: queueWithPolicy({ ...ALL_WITHOUT_TLS, Effect: '"Allow"' }),
  good: queueWithPolicy({ ...ALL_WITHOUT_TLS, Effect: '"Deny"' }),
  check({ stack }) {
    return KINDS.flatMap(([type, policy, argument]) => {
      const policies = stack
        .resources(policy)
        .map((holder) => ({ holder, of: ownerOf(stack, holder, type, argument) }));
      const mayBeAnyones = policies.some(({ of }) => of === "anyone's");
      const byOwner = grouped(policies, ({ of }) => [of]);
      const owned = stack.resources(type).map((resource) => ({
        resource,
        holders: [resource, ...(byOwner.get(resource) ?? []).map(({ holder }) => holder)],
      }));
      // of resources that are created elsewhere, only the policy is here
      const others = policies
        .filter(({ of }) => of === undefined || of === "anyone's")
        .map(({ holder }) => ({ resource: holder, holders: [holder] }));
      return [...(mayBeAnyones ? [] : owned), ...others].flatMap(({ resource, holders }) => {
        if (refusesPlain(holders) !== "no" || mayBeSwitchedOn(stack, policy, resource)) return [];
        return [
          {
            at: resource.body.place("policy"),
            resource: resource.address,
            message:
              resource.type === policy
                ? `${resource} does not refuse requests without TLS`
                : `Requests without TLS to ${resource} are not refused`,
            help: 'Deny all actions to everyone with Condition = { Bool = { "aws:SecureTransport" = "false" } } in its policy',
            suggestions: suggestionOf("Refuse requests without TLS", ...refusal(resource, holders, stack)),
          },
        ];
      });
    });
  },
});

/** The resource of a policy: one of the stack, or undefined for one that is created elsewhere. */
function ownerOf(stack: Stack, holder: Resource, type: string, argument: string): Resource | "anyone's" | undefined {
  const value = holder.body.value(argument);
  const found = stack.resourceNamed(value, [type], type === "aws_s3_bucket" ? "bucket" : "name");
  return found ?? (value.kind === "unknown" && !value.via ? "anyone's" : undefined);
}

/** Whether any policy in these resources refuses requests without TLS. */
function refusesPlain(holders: readonly Resource[]): Presence {
  const values = holders.map(({ body }) => body.value("policy")).filter(({ kind }) => kind !== "null");
  const documents = values.map(policyDocument);
  const statements = documents.flatMap((document) => document?.statements ?? []);
  if (statements.some(({ effect, conditions }) => effect === "Deny" && conditions.some(isPlain))) return "yes";
  return documents.some((document) => !document?.isComplete) ? "unknown" : "no";
}

/** Whether a condition may hold for a request without TLS. */
function isPlain(condition: Condition): boolean {
  const { key, values, isComplete } = plainCondition(condition);
  return key.toLowerCase() === "aws:securetransport" && !(isComplete && values.every((value) => value === "true"));
}

/** What is denied for each kind, as in AWS's examples, and what has to accompany the first policy of one. */
const REFUSED: ReadonlyMap<string, { readonly action: string; readonly beside?: readonly [string, string, string] }> =
  new Map([
    ["aws_sqs_queue", { action: "sqs:*", beside: ["aws_sqs_queue_policy", "queue_url", "url"] }],
    ["aws_s3_bucket", { action: "s3:*", beside: ["aws_s3_bucket_policy", "bucket", "id"] }],
    // the default policy, which a new one would replace, allows alarms to publish
    ["aws_sns_topic", { action: "sns:Publish" }],
  ]);

/** Adds a statement to the existing policy, or creates a first one. */
function refusal(resource: Resource, holders: readonly Resource[], stack: Stack): readonly (Edit | undefined)[] {
  const [holder, ...others] = holders.filter(({ body }) => body.isSet("policy") !== "no");
  const refused = REFUSED.get(resource.type);
  const name = others.length === 0 ? referenceTo(resource, holder ?? resource) : undefined;
  // a policy within the resource itself cannot refer to it
  if (!refused || name === undefined || holder === resource) return [undefined];
  const statement = withoutTls(refused.action, name);
  if (holder) {
    const document = policyDocument(holder.body.value("policy"));
    const edits = document && !isShared(document, stack) && addStatement(document, holder.body.whole, statement);
    return edits || [undefined];
  }
  if (!refused.beside) return [undefined];
  const [policy, argument, attribute] = refused.beside;
  const content = `${argument} = ${name}.${attribute}\n\n${policyArgument(statement)}`;
  return [companion(resource, policy, content)?.edit];
}

function withoutTls(action: string, name: string): NewStatement {
  const objects = action.startsWith("s3:") ? [`"\${${name}.arn}/*"`] : [];
  return {
    effect: "Deny",
    principal: { type: "AWS", identifier: '"*"' },
    actions: [action],
    resources: [`${name}.arn`, ...objects],
    condition: { operator: "Bool", key: "aws:SecureTransport", values: ['"false"'] },
  };
}
