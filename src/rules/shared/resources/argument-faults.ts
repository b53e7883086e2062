import type { Resource } from "../../../terraform/index.ts";
import type { RuleFinding } from "../../rule.ts";

/** A fault of one argument of a resource: what the resource does that is wrong, as the rest of a sentence about it. */
export type ArgumentFault = readonly [argument: string, what: string, help: string];

export function argumentFindings(resource: Resource, faults: readonly ArgumentFault[]): RuleFinding[] {
  return faults.map(([argument, what, help]) => ({
    at: resource.body.place(argument),
    resource: resource.address,
    message: `${resource} ${what}`,
    help,
  }));
}
