import { arnText, grantsOn, type Role } from "../iam/index.ts";
import { referenceChain, type Value } from "../terraform/index.ts";
import type { RuleContext } from "./rule.ts";

/** Whether a role may call the function that a value names; so too where not all is known of it. */
export function mayCall(role: Role, target: Value, { stack, asOf }: RuleContext): boolean {
  const arn = arnText(target);
  if (!stack.knowsAllPoliciesOf(role) || !arn.startsWith("arn:")) return true;
  const [reference] = target.kind === "template" || target.kind === "choice" ? [] : referenceChain(target);
  return grantsOn(role, "lambda:InvokeFunction", arn, reference?.resource, asOf).length > 0;
}
