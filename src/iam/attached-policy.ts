import { type ManagedPolicy, managedPolicy } from "../aws/managed-policies.ts";
import { type Place, type Resource, referenceChain, referredOfType, stringOf, type Value } from "../terraform/index.ts";
import { type PolicyDocument, policyDocument } from "./document.ts";

/** A policy on a role, user or group: one in the configuration, or an AWS managed one. */
export interface AttachedPolicy {
  /** The resource that contains or attaches it. */
  readonly source: Resource;
  readonly kind: "inline" | "customer-managed" | "aws-managed" | "unknown";
  /** Its statements, where they can be read. */
  readonly document: PolicyDocument | undefined;
  /** The AWS managed policy that it is, or is a copy of. */
  readonly managed: ManagedPolicy | undefined;
  /** The ARN as written where the policy is attached; undefined for an inline policy. */
  readonly arn: Value | undefined;
  /** The known part of the ARN as text; for an AWS managed policy in a computed partition, its ARN in `aws`. */
  readonly arnText: string | undefined;
  readonly place: Place;
}

/** Whether everything that a policy grants is known. */
export function isFullyKnown({ document, managed }: AttachedPolicy): boolean {
  return document?.isComplete ?? managed !== undefined;
}

/** A policy whose text is in the resource that gives it to somebody. */
export function inlinePolicy(source: Resource, value: Value, place: Place): AttachedPolicy {
  return {
    source,
    kind: "inline",
    document: policyDocument(value),
    managed: copiedPolicy(value),
    arn: undefined,
    arnText: undefined,
    place,
  };
}

/** The policy that a resource attaches by its ARN. */
export function policyOfArn(source: Resource, arn: Value): AttachedPolicy {
  const common = { source, arn, place: arn.place };
  const customer = referredOfType(arn, "aws_iam_policy");
  if (customer?.mode === "managed") {
    return {
      ...common,
      kind: "customer-managed",
      document: policyDocument(customer.body.value("policy")),
      managed: copiedPolicy(customer.body.value("policy")),
      arnText: undefined,
    };
  }
  const text = (customer && lookedUp(customer)) ?? stringOf(arn) ?? managedArn(arn);
  const managed = text === undefined ? undefined : managedPolicy(text);
  const isAwsManaged = managed !== undefined || /^arn:[^:]*:iam::aws:policy\//.test(text ?? "");
  return { ...common, kind: isAwsManaged ? "aws-managed" : "unknown", document: undefined, managed, arnText: text };
}

/** The AWS managed policy whose JSON a value is, such as `data.aws_iam_policy.x.policy`. */
function copiedPolicy(value: Value): ManagedPolicy | undefined {
  const copied = referenceChain(value).find(
    ({ resource, path }) => resource.mode === "data" && resource.type === "aws_iam_policy" && path[0] === "policy",
  );
  const text = copied && lookedUp(copied.resource);
  return text === undefined ? undefined : managedPolicy(text);
}

/** The name or ARN by which a data source looks up an aws_iam_policy. */
function lookedUp({ body }: Resource): string | undefined {
  return body.string("arn") ?? managedArn(body.value("arn")) ?? body.string("name");
}

/**
 * The ARN of an AWS managed policy whose partition is computed:
 * `arn:${data.aws_partition.current.partition}:iam::aws:…`.
 */
function managedArn(arn: Value): string | undefined {
  if (arn.kind !== "template" || arn.parts.length !== 3) return undefined;
  const [head, , tail] = arn.parts;
  return head === "arn:" && typeof tail === "string" && tail.startsWith(":iam::aws:policy/")
    ? `arn:aws${tail}`
    : undefined;
}
