import type { Presence, Resource } from "../terraform/index.ts";
import { type AttachedPolicy, isFullyKnown, policyOfArn } from "./attached-policy.ts";
import { type RoleStatement, statementsOf } from "./permissions.ts";

/** A role, user or group with everything that the configuration attaches to it, or a policy that anyone may get. */
export class Grantee {
  readonly resource: Resource;
  readonly policies: readonly AttachedPolicy[];
  private allStatements: readonly RoleStatement[] | undefined;
  private boundaryStatements: readonly RoleStatement[] | undefined;

  constructor(resource: Resource, policies: readonly AttachedPolicy[]) {
    this.resource = resource;
    this.policies = policies;
  }

  /** The statements of all its policies. */
  get statements(): readonly RoleStatement[] {
    this.allStatements ??= statementsOf(this.policies);
    return this.allStatements;
  }

  /** Whether it has a permissions boundary. */
  get isBounded(): Presence {
    return this.resource.body.isSet("permissions_boundary");
  }

  /** The statements of its permissions boundary; undefined if it has none, or one that is not completely known. */
  get boundary(): readonly RoleStatement[] | undefined {
    const arn = this.resource.body.value("permissions_boundary");
    if (arn.kind === "null") return undefined;
    const policy = policyOfArn(this.resource, arn);
    this.boundaryStatements ??= statementsOf([policy]);
    return isFullyKnown(policy) ? this.boundaryStatements : undefined;
  }

  /** Its name; undefined if not known. */
  get name(): string | undefined {
    return this.resource.body.string("name");
  }

  /** Its address, for messages. */
  toString(): string {
    return this.resource.address;
  }
}
