import { ANYTHING, arnText, grantsOn, type Role } from "../../../iam/index.ts";
import { mayGrantItself, type Stack, taskFunction, type WorkflowNeed, workflowNeeds } from "../../../lambda/index.ts";
import { type Resource, referredOfType, stringOf, type Value } from "../../../terraform/index.ts";
import type { RuleContext } from "../../rule.ts";
import { isLeftToCallers } from "./left-to-callers.ts";
import { actionsInVain } from "./misplaced-actions.ts";

/** What the tasks of a state machine need and no policy of its role allows, on anything that they could mean. */
export function workflowGaps(machine: Resource, role: Role, context: RuleContext): readonly WorkflowNeed[] {
  const { stack, asOf } = context;
  // an unknown part of a role may be just what is needed
  if (!stack.knowsAllPoliciesOf(role) || isLeftToCallers(role)) return [];
  // iam/role-not-assumable reports a role that is not for the service at all
  if (role.refuses("states.amazonaws.com")) return [];
  // iam/resource-mismatch reports what is allowed on resources that it does not work on
  const inVain = actionsInVain(stack).get(role);
  return workflowNeeds(machine).filter(({ state, action, pattern, resource }) => {
    if (grantsOn(role, action, { pattern, resource }, asOf).length > 0 || inVain?.has(action.toLowerCase()))
      return false;
    if (resource && isGrantedByItself(resource, stack)) return false;
    // trigger/task-unqualified reports a role that may call another version
    const called = taskFunction(state);
    return !(called && allowsOtherVersion(role, called, context));
  });
}

/** Whether a role may call the function that a task names, or any version or alias of it. */
export function allowsOtherVersion(role: Role, called: Value, { stack, asOf }: RuleContext): boolean {
  const [fn, ...others] = stack.functionsNamed(called);
  if (!fn || others.length > 0) return false;
  const { resource } = fn;
  const arn = arnText(resource.attribute("arn", called.place));
  return ["", `:${ANYTHING}`].some(
    (qualifier) =>
      grantsOn(role, "lambda:InvokeFunction", { pattern: `${arn}${qualifier}`, resource }, asOf).length > 0,
  );
}

/** Whether a resource's own policy may grant it: of a function, permissions of other callers than services. */
function isGrantedByItself(resource: Resource, stack: Stack): boolean {
  const isForRole = ({ body }: Resource) =>
    referredOfType(body.value("function_name"), "aws_lambda_function") === resource &&
    !(stringOf(body.value("principal"))?.endsWith(".amazonaws.com") ?? false);
  return mayGrantItself(resource, stack) || stack.resources("aws_lambda_permission").some(isForRole);
}
