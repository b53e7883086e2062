import { grouped } from "../../../grouped.ts";
import { namedResources, type Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { type Resource, referredOfType, stringOf, type Value } from "../../../terraform/index.ts";

/** A type of resource with a resource policy. */
export interface PolicyKind {
  readonly type: string;
  /** The type of a separate resource for the policy, and its argument for the resource it applies to. */
  readonly policyType: string;
  readonly named: string;
}

/** A type of resource that services deliver messages or objects to, as its policy allows. */
export interface DeliveryKind extends PolicyKind {
  readonly action: string;
}

/** A bucket, which services write into as its policy allows. */
export const BUCKET: DeliveryKind = {
  type: "aws_s3_bucket",
  policyType: "aws_s3_bucket_policy",
  named: "bucket",
  action: "s3:PutObject",
};

/** Queues, topics and buckets, with the action by which services deliver. */
const DELIVERY_KINDS: readonly DeliveryKind[] = [
  { type: "aws_sqs_queue", policyType: "aws_sqs_queue_policy", named: "queue_url", action: "sqs:SendMessage" },
  { type: "aws_sns_topic", policyType: "aws_sns_topic_policy", named: "arn", action: "sns:Publish" },
  BUCKET,
];

/** The queue, topic or bucket that a value refers to, and its kind. */
export function deliveryTarget(value: Value): { readonly target: Resource; readonly kind: DeliveryKind } | undefined {
  const kind = DELIVERY_KINDS.find(({ type }) => referredOfType(value, type));
  const target = kind && referredOfType(value, kind.type);
  return kind && target ? { target, kind } : undefined;
}

/** Policies in separate resources by what they apply to; under undefined those of which nothing declared is known. */
type PoliciesByTarget = ReadonlyMap<Resource | undefined, readonly Resource[]>;

const policiesByKind = oncePer((_: Stack) => new Map<string, PoliciesByTarget>());

function policiesByTarget(kind: PolicyKind, stack: Stack): PoliciesByTarget {
  const found = policiesByKind(stack);
  const policies =
    found.get(kind.policyType) ??
    grouped(stack.resources(kind.policyType), (policy): readonly (Resource | undefined)[] => {
      const targets = namedResources(policy.body.value(kind.named), new Set([kind.type]));
      return targets.length > 0 ? targets : [undefined];
    });
  found.set(kind.policyType, policies);
  return policies;
}

/** The policies in separate resources of a queue, topic, key or bucket. */
export function policiesOf(target: Resource, kind: PolicyKind, stack: Stack): readonly Resource[] {
  return policiesByTarget(kind, stack).get(target) ?? [];
}

/** Whether a policy may apply to any resource of a kind, as what it names is not known. */
export function hasPolicyOfAny(kind: PolicyKind, stack: Stack): boolean {
  const others = policiesByTarget(kind, stack).get(undefined) ?? [];
  return others.some(({ body }) => stringOf(body.value(kind.named)) === undefined);
}
