import { registry } from "../../rules/registry.generated.ts";
import type { Policy } from "../policy.ts";
import { type ActiveRule, activate } from "../selection.ts";
import { unusedSuppression } from "./unused.ts";

/**
 * Rules that suppressions name and a policy leaves out: whether such a suppression is of use shows only when they run. What
 * they find is not reported.
 */
export function alsoRun({ ids }: Policy, named: ReadonlySet<string>): readonly ActiveRule[] {
  if (named.size === 0 || !ids.has(unusedSuppression)) return [];
  return registry.filter(({ id }) => named.has(id) && !ids.has(id)).map((registered) => activate(registered));
}
