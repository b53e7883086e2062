import type { Resource } from "../../../terraform/index.ts";
import type { Fix, RuleFinding } from "../../rule.ts";

/**
 * A fault of one argument of a resource: what the resource does that is wrong, as the rest of a sentence about it; and what may be
 * written instead.
 */
export type ArgumentFault = readonly [argument: string, what: string, help: string, suggestions?: readonly Fix[]];

export function argumentFindings(resource: Resource, faults: readonly ArgumentFault[]): RuleFinding[] {
  return faults.map(([argument, what, help, suggestions]) => ({
    at: resource.body.place(argument),
    resource: resource.address,
    message: `${resource} ${what}`,
    help,
    suggestions,
  }));
}
