import { toGlobalPrincipal } from "../aws/principals.ts";
import { elementsOrSelf, knownPrefix, type Module, type Resource, stringOf, type Value } from "../terraform/index.ts";
import { type AttachedPolicy, inlinePolicy, isFullyKnown, policyOfArn } from "./attached-policy.ts";
import { attachmentsTo } from "./attachments.ts";
import { type PolicyDocument, policyDocument } from "./document.ts";
import { Grantee } from "./grantee.ts";

/** An aws_iam_role with everything that the configuration attaches to it. */
export class Role extends Grantee {
  readonly trust: PolicyDocument | undefined;
  /** Whether all policies on the role are completely known, so that anything else is certainly not granted. */
  readonly isComplete: boolean;

  constructor(resource: Resource, policies: readonly AttachedPolicy[], isComplete: boolean) {
    super(resource, policies);
    this.trust = policyDocument(resource.body.value("assume_role_policy"));
    this.isComplete = isComplete && policies.every(isFullyKnown);
  }

  /** Whether its trust policy is known to let a service assume it. */
  isTrustedBy(service: string): boolean {
    return this.trustedServices.includes(service);
  }

  /** Whether its trust policy is completely known, and lets no service of this name assume it. */
  refuses(service: string): boolean {
    const statements = this.trust?.statements ?? [];
    if (!this.trust?.isComplete || statements.length === 0) return false;
    return statements.every(({ effect, principals, notPrincipals, knowsConditions }) => {
      if (effect === "Deny") return true;
      if (effect === "unknown" || !knowsConditions || notPrincipals.length > 0) return false;
      // without a principal it is not a trust policy, and IAM refuses the role
      if (principals.length === 0) return false;
      return principals.every(({ type, identifier }) => {
        const text = stringOf(identifier);
        if (text === undefined) return isSurelyOther(type, identifier, service);
        return type !== "*" && text !== "*" && toGlobalPrincipal(text) !== service;
      });
    });
  }

  /** The service principals in its trust policy. */
  get trustedServices(): readonly string[] {
    const statements = this.trust?.statements.filter(({ effect }) => effect === "Allow") ?? [];
    return statements.flatMap(({ principals }) =>
      principals.flatMap(({ type, identifier }) => (type === "Service" ? (stringOf(identifier) ?? []) : [])),
    );
  }
}

/**
 * Whether a principal that is only partly known is certainly a different one: `states.${var.region}.amazonaws.com`,
 * `arn:aws:iam::${…}:root`.
 */
function isSurelyOther(type: string | undefined, identifier: Value, service: string): boolean {
  if (type === "AWS" || type === "Federated") return knownPrefix(identifier).startsWith("arn:");
  const [name, ...rest] = knownPrefix(identifier).toLowerCase().split(".");
  return type === "Service" && rest.length > 0 && name !== service.split(".")[0];
}

/** Every role that the modules declare, with its policies, across modules. */
export function rolesOf(modules: readonly Module[]): readonly Role[] {
  const attachments = attachmentsTo("role", modules);
  return modules
    .flatMap((module) => module.resourcesOf("aws_iam_role"))
    .map((role) => {
      const policies = [...attachments.policiesOf(role), ...onRole(role)];
      return new Role(role, policies, !attachments.isUndecided);
    });
}

function onRole(role: Resource): AttachedPolicy[] {
  const inlineBlocks = role.body.blocks("inline_policy").filter((block) => block.isWritten("policy"));
  const arns = elementsOrSelf(role.body.value("managed_policy_arns"));
  const unreadable = arns.complete ? [] : [role.body.value("managed_policy_arns")];
  return [
    ...inlineBlocks.map((block) => inlinePolicy(role, block.value("policy"), block.place("policy"))),
    ...[...arns.elements, ...unreadable].map((arn) => policyOfArn(role, arn)),
  ];
}
