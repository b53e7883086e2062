import { iamAction, serviceResourceTypes } from "../../aws/iam-actions.ts";
import { canBeNarrowed } from "../../aws/resource-support.ts";
import { type Place, partPlace, type Resource } from "../../terraform/index.ts";
import type { Stack } from "../stack.ts";
import { ANY_RESOURCE, addressOf, canName, type NeededResource, toFillIn } from "./needed-resource.ts";
import { type Need, type Permissions, permissionsOf, withKeys } from "./permission-need.ts";
import { type WorkflowGap, type WorkflowNeed, workflowGaps, workflowNeeds } from "./workflow-needs.ts";

/** A state machine's needs and what its role grants. */
export interface WorkflowPermissions extends Permissions {
  readonly gaps: readonly WorkflowGap[];
}

/** What log delivery needs of the role (Step Functions developer guide, Logging in CloudWatch Logs, 2026-11). */
const LOG_ACTIONS = [
  ...["CreateLogDelivery", "DeleteLogDelivery", "DescribeLogGroups", "DescribeResourcePolicies", "GetLogDelivery"],
  ...["ListLogDeliveries", "PutResourcePolicy", "UpdateLogDelivery"],
].map((name) => `logs:${name}`);
/** What tracing needs of the role (Step Functions developer guide, Tracing with X-Ray: IAM policies, 2026-11). */
const TRACING_ACTIONS = ["GetSamplingRules", "GetSamplingTargets", "PutTelemetryRecords", "PutTraceSegments"].map(
  (name) => `xray:${name}`,
);

/** What a state machine needs of AWS for its states and settings, and what its role grants. */
export function workflowPermissions(machine: Resource, stack: Stack, asOf: string): WorkflowPermissions {
  const role = stack.roleNamed(machine.body.value("role_arn"));
  const needs = withKeys(
    [...settingNeeds(machine), ...workflowNeeds(machine).map((need) => toNeed(need, machine))],
    stack,
  );
  return { ...permissionsOf({ resource: machine, role, needs }, stack, asOf), gaps: workflowGaps(machine) };
}

function settingNeeds({ body }: Resource): readonly Need[] {
  const logging = body.block("logging_configuration");
  const isLogging = logging?.isCertain && /^(?:ALL|ERROR|FATAL)$/.test(logging.string("level") ?? "");
  const tracing = body.block("tracing_configuration");
  const isTracing = tracing?.isCertain && tracing.boolean("enabled") === true;
  return [
    ...(isLogging ? settingNeed(LOG_ACTIONS, "to deliver its log", logging.place("log_destination")) : []),
    ...(isTracing ? settingNeed(TRACING_ACTIONS, "to send its traces", tracing.place("enabled")) : []),
  ];
}

function settingNeed(actions: readonly string[], purpose: string, at: Place): readonly Need[] {
  return actions.map((action) => ({ action, on: ANY_RESOURCE, origin: "setting", purpose, at: [at] }));
}

function toNeed(need: WorkflowNeed, machine: Resource): Need {
  const { state, action } = need;
  const at = partPlace(machine.body.place("definition"), state.content.entries.get("Resource")?.place ?? state.place);
  return { action, on: neededOn(need, machine), origin: "state", purpose: `for its state "${state.name}"`, at: [at] };
}

function neededOn({ action, pattern, resource }: WorkflowNeed, machine: Resource): NeededResource {
  if (resource && canName({ resource: machine }, resource))
    return { pattern, expression: { kind: "expression", text: `${resource.address}.arn` }, resource };
  const form = resource ? formFor(action) : pattern === "*" ? formFor(action) : pattern;
  const written = form === undefined ? ANY_RESOURCE : toFillIn(form);
  return { ...written, pattern, ...(resource && { elsewhere: addressOf({ resource, attribute: "arn", rest: "" }) }) };
}

/** The format of the resource that an action works on; undefined if it supports no resource but `*`. */
function formFor(name: string): string | undefined {
  const action = iamAction(name);
  if (!action || !canBeNarrowed(action)) return undefined;
  const [type] = action.resourceTypes;
  return type && serviceResourceTypes(action.service).get(type.name)?.arns[0];
}
