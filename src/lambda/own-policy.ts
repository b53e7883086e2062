import { grouped } from "../grouped.ts";
import type { PolicySite, Statement } from "../iam/index.ts";
import { oncePer } from "../once-per.ts";
import { allReferences, type Resource } from "../terraform/index.ts";
import type { Stack } from "./stack.ts";

/** Whether a resource's own policy may grant what a role does not; a policy that only denies grants nothing. */
export function mayGrantItself(resource: Resource, stack: Stack): boolean {
  const sites = ownPolicies(stack).get(resource) ?? [];
  return sites.some(({ document }) => !document?.isComplete || document.statements.some(isNoDeny));
}

/** The resource policies of a stack, by the resources that they may apply to. */
const ownPolicies = oncePer((stack: Stack): ReadonlyMap<Resource, readonly PolicySite[]> => {
  const sites = stack.policySites.filter(({ attachment }) => attachment === "resource");
  return grouped(sites, ({ holder }) => [...mentionedBy(holder)]);
});

/** The resource with the policy, and everything that its other arguments refer to. */
function mentionedBy(holder: Resource): ReadonlySet<Resource> {
  const others = holder.body.argumentNames.filter((name) => name !== "policy");
  const references = others.flatMap((name) => allReferences(holder.body.value(name)));
  return new Set([holder, ...references.map(({ resource }) => resource)]);
}

function isNoDeny({ effect }: Statement): boolean {
  return effect !== "Deny";
}
