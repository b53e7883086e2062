import { registry } from "../../rules/registry.generated.ts";
import type { Policy } from "../policy.ts";
import { type ActiveRule, activate } from "../selection.ts";
import { unusedSuppression } from "./unused.ts";

/**
 * Rules that suppressions name but a policy turns off: only running them shows whether such a suppression is used.
 * Their findings are not reported.
 */
export function alsoRun({ ids }: Policy, named: ReadonlySet<string>): readonly ActiveRule[] {
  if (named.size === 0 || !ids.has(unusedSuppression)) return [];
  return registry.filter(({ id }) => named.has(id) && !ids.has(id)).map((registered) => activate(registered));
}
