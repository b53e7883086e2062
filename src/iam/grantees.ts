import type { Module, Resource } from "../terraform/index.ts";
import { attachmentsTo } from "./attachments.ts";
import { Grantee } from "./grantee.ts";
import type { PolicySite } from "./policy-sites.ts";

/**
 * The users and groups that the modules declare with their policies, and every other policy by itself: one that is
 * given to nobody here, or to somebody who is declared elsewhere.
 */
export function granteesBesideRoles(modules: readonly Module[], sites: readonly PolicySite[]): readonly Grantee[] {
  const identities = (["user", "group"] as const).flatMap((kind) => {
    const attachments = attachmentsTo(kind, modules);
    return modules
      .flatMap((module) => module.resourcesOf(`aws_iam_${kind}`))
      .map((identity) => new Grantee(identity, attachments.policiesOf(identity)));
  });
  const given = new Set(identities.flatMap(({ policies }) => policies.flatMap(holdersOf)));
  return [...identities, ...sites.filter((site) => isAlone(site, given)).map(ofPolicy)];
}

/** The resources that a policy is written in, and that attaches it. */
function holdersOf({ source, arn }: Grantee["policies"][number]): readonly Resource[] {
  return arn?.via ? [source, arn.via.resource] : [source];
}

function isAlone({ attachment, isUsed, roles, holder }: PolicySite, given: ReadonlySet<Resource>): boolean {
  return attachment === "identity" && isUsed && roles.length === 0 && !given.has(holder);
}

function ofPolicy({ holder, document, place }: PolicySite): Grantee {
  const kind = holder.type === "aws_iam_policy" ? "customer-managed" : "inline";
  const policy = {
    source: holder,
    kind,
    document,
    managed: undefined,
    arn: undefined,
    arnText: undefined,
    place,
  } as const;
  return new Grantee(holder, [policy]);
}
