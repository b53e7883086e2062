import { grouped } from "../../grouped.ts";
import { actionPatterns, type Condition, plainCondition, policyDocument, type Statement } from "../../iam/index.ts";
import { mayBeSwitchedOn, type Stack } from "../../lambda/index.ts";
import { knownSuffix, type Presence, placeForMissing, type Resource, stringOf } from "../../terraform/index.ts";
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
plain text, if it is about every caller, every object, and what sends and receives.`,
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
        const { refuses, part } = refusesPlain(holders, policy);
        if (refuses !== "no" || mayBeSwitchedOn(stack, policy, resource)) return [];
        const to = part === undefined ? "" : ` ${part}`;
        return [
          {
            at: resource.module.directory.isStandIn ? placeForMissing(resource, policy) : resource.body.place("policy"),
            resource: resource.address,
            message:
              resource.type === policy
                ? `${resource} does not refuse requests without TLS${to}`
                : `Requests without TLS${to} to ${resource} are not refused`,
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

/** Whether the policies in these resources refuse requests without TLS, or which of them not. */
function refusesPlain(
  holders: readonly Resource[],
  policy: string,
): { readonly refuses: Presence; readonly part: string | undefined } {
  const values = holders.map(({ body }) => body.value("policy")).filter(({ kind }) => kind !== "null");
  const documents = values.map(policyDocument);
  const statements = documents.flatMap((document) => document?.statements ?? []);
  const refusing = statements.filter(({ effect, conditions }) => effect === "Deny" && conditions.some(isPlain));
  const part = refusing.length > 0 ? unrefused(refusing, policy) : undefined;
  if (refusing.length > 0 && part === undefined) return { refuses: "yes", part };
  return { refuses: documents.some((document) => !document?.isComplete) ? "unknown" : "no", part };
}

/** The operations by which messages and objects get over the network. */
const OPERATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws_sqs_queue_policy", ["sqs:SendMessage", "sqs:ReceiveMessage"]],
  ["aws_sns_topic_policy", ["sns:Publish"]],
  ["aws_s3_bucket_policy", ["s3:GetObject", "s3:PutObject"]],
]);

/** What statements certainly leave out that refuse requests without TLS. */
function unrefused(statements: readonly Statement[], policy: string): string | undefined {
  const ofEveryone = statements.filter((statement) => !isOfSome(statement));
  if (ofEveryone.length === 0) return "of most callers";
  const ofObjects = ofEveryone.filter((statement) => policy !== "aws_s3_bucket_policy" || !isOfNoObjects(statement));
  if (ofObjects.length === 0) return "for most objects";
  const operation = OPERATIONS.get(policy)?.find((one) => !ofObjects.some((statement) => mayCover(statement, one)));
  return operation && `for ${operation}`;
}

/** Whether all principals of a statement are known and none is everyone. */
function isOfSome({ principals, notPrincipals, knowsConditions }: Statement): boolean {
  const names = principals.map(({ identifier }) => stringOf(identifier));
  return knowsConditions && notPrincipals.length === 0 && names.every((name) => name !== undefined && name !== "*");
}

/** Whether no resource of a statement stands for objects of any name. */
function isOfNoObjects({ resources, notResources }: Statement): boolean {
  const { values, isComplete } = resources;
  return (
    isComplete &&
    notResources.values.length === 0 &&
    values.every((value) => {
      const end = stringOf(value) ?? knownSuffix(value);
      return end === "" ? String(value.via?.path) === "arn" : !/[*?}]$/.test(end) || isOfFolder(end);
    })
  );
}

/** Whether the end of an ARN stands for the objects of one folder: `/invoices/*`, or `arn:aws:s3:::data/invoices/*`. */
function isOfFolder(end: string): boolean {
  return /^(?:arn:[^/]*)?\/[^*?$/]+\//.test(end);
}

function mayCover(statement: Statement, operation: string): boolean {
  const { actions, notActions } = statement;
  const patterns = actionPatterns(statement);
  return (
    !actions.isComplete ||
    notActions.values.length > 0 ||
    patterns.length < actions.values.length ||
    patterns.some(
      ({ kind, actions: found }) =>
        kind === "every" || found.some(({ service, name }) => `${service}:${name}` === operation),
    )
  );
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
