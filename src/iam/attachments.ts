import { grouped } from "../grouped.ts";
import {
  elementsOrSelf,
  type Module,
  type Resource,
  referredResources,
  stringOf,
  type Value,
} from "../terraform/index.ts";
import { type AttachedPolicy, inlinePolicy, policyOfArn } from "./attached-policy.ts";

/** What policies can be attached to: aws_iam_role, aws_iam_user or aws_iam_group. */
export type IdentityKind = "role" | "user" | "group";

/** The policies that are attached to identities of a kind by resources of their own. */
export interface Attachments {
  policiesOf(identity: Resource): readonly AttachedPolicy[];
  /** Whether it is not known to whom some are attached. */
  readonly isUndecided: boolean;
}

/** Everything that attaches policies to identities of a kind, across modules. */
export function attachmentsTo(kind: IdentityKind, modules: readonly Module[]): Attachments {
  const type = `aws_iam_${kind}`;
  // identities named by reference are found from the attachment alone: there may be thousands of each
  const ordered = everyAttachment(kind, modules).map((attachment, order) => {
    const referred = referredResources(attachment.target).filter((resource) => resource.type === type);
    return { ...attachment, order, referred: new Set(referred) };
  });
  const byIdentity = grouped(ordered, ({ referred }) => [...referred]);
  const others = ordered.filter(({ referred }) => referred.size === 0);
  const byName = grouped(others, ({ target }) => identityNames(kind, stringOf(target)));
  return {
    policiesOf(identity) {
      const name = identity.body.string("name");
      const named = name === undefined ? undefined : byName.get(name);
      const own = [...(byIdentity.get(identity) ?? []), ...(named ?? [])].sort((a, b) => a.order - b.order);
      return own.map(({ policy }) => policy);
    },
    isUndecided: others.some(({ target }) => stringOf(target) === undefined && !isComputed(target)),
  };
}

function everyAttachment(kind: IdentityKind, modules: readonly Module[]): readonly Attaching[] {
  const all = (type: string) => modules.flatMap((module) => module.resourcesOf(type));
  return [
    ...all(`aws_iam_${kind}_policy`).map((resource) => inline(resource, resource.body.value(kind))),
    ...all(`aws_iam_${kind}_policy_attachment`).flatMap((resource) =>
      attached(resource, identityOf(resource, kind), resource.body.value("policy_arn")),
    ),
    ...all("aws_iam_policy_attachment").flatMap((resource) =>
      attached(resource, resource.body.value(`${kind}s`), resource.body.value("policy_arn")),
    ),
    ...all(`aws_iam_${kind}_policy_attachments_exclusive`).flatMap((resource) =>
      attached(resource, resource.body.value(`${kind}_name`), resource.body.value("policy_arns")),
    ),
  ];
}

/** The names of identities that a text may stand for: itself, or the name in an ARN. */
function identityNames(kind: IdentityKind, text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const inArn = `:${kind}/`;
  const start = text.lastIndexOf(inArn);
  return start === -1 ? [text] : [text, text.slice(start + inArn.length)];
}

function isComputed(value: Value): boolean {
  return value.kind === "unknown" && value.why === "computed";
}

/**
 * The role, user or group of an attachment, also where it is written in the plural as for aws_iam_policy_attachment,
 * which Terraform refuses.
 */
function identityOf({ body }: Resource, kind: IdentityKind): Value {
  return body.isWritten(kind) ? body.value(kind) : body.value(`${kind}s`);
}

interface Attaching {
  readonly target: Value;
  readonly policy: AttachedPolicy;
}

function inline(source: Resource, target: Value): Attaching {
  const value = source.body.value("policy");
  return { target, policy: inlinePolicy(source, value, source.body.place("policy")) };
}

/** An attachment for each identity and each policy that the two values name. */
function attached(source: Resource, targets: Value, arns: Value): Attaching[] {
  const identities = elementsOrSelf(targets);
  const policies = elementsOrSelf(arns);
  const each = identities.complete ? identities.elements : [...identities.elements, targets];
  const eachArn = policies.complete ? policies.elements : [...policies.elements, arns];
  return each.flatMap((target) => eachArn.map((arn) => ({ target, policy: policyOfArn(source, arn) })));
}
