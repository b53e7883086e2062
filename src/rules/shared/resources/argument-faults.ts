import type { Resource } from "../../../terraform/index.ts";
import type { Fix, RuleFinding } from "../../rule.ts";

/**
 * A mistake in an argument of a resource: what the resource does wrong, as the predicate of a sentence about it, and
 * what may be written instead.
 */
export type ArgumentFault = readonly [argument: string, what: string, help: string, suggestions?: readonly Fix[]];

/** A finding at the argument of each fault, with a message that begins with the resource. */
export function argumentFindings(resource: Resource, faults: readonly ArgumentFault[]): RuleFinding[] {
  return faults.map(([argument, what, help, suggestions]) => ({
    at: resource.body.place(argument),
    resource: resource.address,
    message: `${resource} ${what}`,
    help,
    suggestions,
  }));
}
