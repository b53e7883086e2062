import { grouped } from "../grouped.ts";
import {
  alternatives,
  knownPrefix,
  type Module,
  type Place,
  type Resource,
  referredOfType,
  stringOf,
  type Value,
} from "../terraform/index.ts";
import { type Attachment, builtDocument, type PolicyDocument, policyDocument } from "./document.ts";
import { POLICY_HOLDERS, type PolicyHolder, type ResourceKind } from "./policy-holders.ts";
import type { Role } from "./role.ts";
import type { Statement } from "./statement.ts";

/** A policy document where it is used, which gives it its meaning. */
export interface PolicySite {
  readonly attachment: Attachment;
  /** What a resource policy protects; undefined for other policies. */
  readonly kind: ResourceKind | undefined;
  /** The resource that has the argument; for a document without a visible use, the data source itself. */
  readonly holder: Resource;
  readonly isUsed: boolean;
  /** The argument's value, or one of its possible values; undefined for a document without a visible use. */
  readonly value: Value | undefined;
  /** Undefined if it cannot be read. */
  readonly document: PolicyDocument | undefined;
  readonly place: Place;
  /** The roles that it grants something, or, for a trust policy, the role that it lets others assume. */
  readonly roles: readonly Role[];
}

/** A statement and the policy that contains it. */
export interface SiteStatement {
  readonly site: PolicySite;
  readonly statement: Statement;
}

/** Every policy document in the modules' resources, and every aws_iam_policy_document without a visible use. */
export function policySites(modules: readonly Module[], roles: readonly Role[]): readonly PolicySite[] {
  const boundaries = boundaryPolicies(modules);
  const held = POLICY_HOLDERS.flatMap((holder) =>
    modules.flatMap((module) => module.resourcesOf(holder.type).flatMap((resource) => heldBy(resource, holder))),
  );
  const used = new Set(held.flatMap(({ document }) => document?.sources ?? []));
  const unused = modules
    .flatMap((module) => module.dataOf("aws_iam_policy_document"))
    .filter((data) => !used.has(data))
    .map(unusedSite);
  const basis = new Set(unused.flatMap(({ document }) => document?.sources.slice(1) ?? []));
  const rolesBy = {
    resource: grouped(roles, ({ resource }) => [resource]),
    document: grouped(roles, ({ policies }) => [...new Set(policies.map(({ document }) => document))]),
  };
  return [
    ...held.flatMap((each) => usedSite(each, boundaries, rolesBy)),
    ...unused.filter(({ holder }) => !basis.has(holder)),
  ];
}

/** Every statement once, at the first site that contains it: the sites of roles come first. */
export function siteStatements(sites: readonly PolicySite[]): readonly SiteStatement[] {
  const [ofRoles, others] = [sites.filter(({ roles }) => roles.length > 0), sites.filter(({ roles }) => !roles.length)];
  const seen = new Set<string>();
  return [...ofRoles, ...others].flatMap((site) =>
    (site.document?.statements ?? []).flatMap((statement) => {
      const key = `${site.attachment} ${writtenKey(statement)}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ site, statement }];
    }),
  );
}

/**
 * Identifies a statement by where it and its parts are written: the same one used twice is one statement, with other
 * values it is not.
 */
function writtenKey(statement: Statement): string {
  const { actions, notActions, resources, notResources, principals, notPrincipals, conditions } = statement;
  const strings = [actions, notActions, resources, notResources, ...conditions.map(({ values }) => values)];
  const parts = [
    statement.place,
    ...strings.flatMap(({ values }) => values.map(({ place }) => place)),
    ...[...principals, ...notPrincipals].map(({ identifier }) => identifier.place),
  ];
  return parts.map(({ file, start }) => `${file.path}:${start}`).join(" ");
}

interface Held {
  readonly holder: PolicyHolder;
  readonly resource: Resource;
  readonly value: Value;
  readonly document: PolicyDocument | undefined;
}

function heldBy(resource: Resource, holder: PolicyHolder): Held[] {
  const blocks = holder.block === undefined ? [resource.body] : resource.body.blocks(holder.block);
  return blocks
    .flatMap((block) => alternatives(block.value(holder.argument)))
    .filter((value) => value.kind !== "null" && stringOf(value) !== "")
    .map((value) => ({ holder, resource, value, document: policyDocument(value) }));
}

/** Roles by the resource that declares them, and by each document of their policies. */
interface RolesBy {
  readonly resource: ReadonlyMap<Resource, readonly Role[]>;
  readonly document: ReadonlyMap<PolicyDocument | undefined, readonly Role[]>;
}

function usedSite(
  { holder, resource, value, document }: Held,
  boundaries: ReadonlySet<Resource>,
  rolesBy: RolesBy,
): PolicySite[] {
  const { attachment, kind } = holder;
  if (!attachment) return [];
  const roles = attachment === "trust" ? rolesBy.resource.get(resource) : document && rolesBy.document.get(document);
  return [
    {
      attachment: boundaries.has(resource) || (!roles?.length && isNamedBoundary(resource)) ? "boundary" : attachment,
      kind,
      holder: resource,
      isUsed: true,
      value,
      document,
      place: value.place,
      roles: roles ?? [],
    },
  ];
}

function unusedSite(holder: Resource): PolicySite {
  const document = builtDocument(holder);
  const byWords = attachmentByWords(document);
  const attachment = byWords === "identity" && isNamedBoundary(holder) ? "boundary" : byWords;
  return {
    attachment,
    kind: attachment === "resource" ? "other" : undefined,
    holder,
    isUsed: false,
    value: undefined,
    document,
    place: document.place,
    roles: [],
  };
}

/** The aws_iam_policy resources used as a permissions boundary. */
function boundaryPolicies(modules: readonly Module[]): ReadonlySet<Resource> {
  const bounded = ["aws_iam_role", "aws_iam_user"].flatMap((type) =>
    modules.flatMap((module) => module.resourcesOf(type)),
  );
  return new Set(
    bounded.flatMap(({ body }) => referredOfType(body.value("permissions_boundary"), "aws_iam_policy") ?? []),
  );
}

/**
 * Whether the name of a policy without a visible attachment says that it is a permissions boundary, which allows what
 * other policies narrow.
 */
function isNamedBoundary({ mode, type, name, body }: Resource): boolean {
  const isPolicy = mode === "data" || type === "aws_iam_policy";
  return (
    isPolicy &&
    [name, knownPrefix(body.value("name"))].some((text) => /(?:^|[-_]|permissions?)boundar(?:y|ies)/i.test(text))
  );
}

/** What a document without a visible use is for: only trust and resource policies contain principals. */
function attachmentByWords({ statements }: PolicyDocument): Attachment {
  const isOnResource = statements.some(({ principals, notPrincipals }) => principals.length + notPrincipals.length > 0);
  if (!isOnResource) return "identity";
  const isTrust = statements.every(({ actions }) =>
    actions.values.every((action) => /^sts:/i.test(stringOf(action) ?? "")),
  );
  return isTrust ? "trust" : "resource";
}
