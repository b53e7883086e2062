import { allReferences, type Resource } from "../terraform/index.ts";
import type { Stack } from "./stack.ts";

/** Whether a resource has a policy of its own that may grant what a role does not; one that only denies grants nothing. */
export function mayGrantItself(resource: Resource, stack: Stack): boolean {
  return stack.policySites.some(({ attachment, holder, document }) => {
    if (attachment !== "resource" || !isAbout(holder, resource)) return false;
    return !document?.isComplete || document.statements.some(({ effect }) => effect !== "Deny");
  });
}

function isAbout(holder: Resource, resource: Resource): boolean {
  if (holder === resource) return true;
  return holder.body.argumentNames
    .filter((name) => name !== "policy")
    .some((name) => allReferences(holder.body.value(name)).some((reference) => reference.resource === resource));
}
