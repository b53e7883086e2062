/**
 * The public face of the lambda room: functions with their roles, triggers and log groups, built once for a root
 * module.
 */

export { type AlarmMetric, alarmMetrics, watchesFailures } from "./alarm.ts";
export { apiOf, integrationTimeout, isFunctionUri, isOtherBlock, protocolOf } from "./api.ts";
export { baseImageOf } from "./base-image.ts";
export { type Code, codeOf } from "./code.ts";
export { followsUnpublished, lambdaDeployments } from "./code-deploy.ts";
export { type Delivery, deliveries } from "./delivery.ts";
export { dependsOn } from "./dependencies.ts";
export { isKeyCertain, keyActions, keyOf } from "./encryption.ts";
export { patternProblems } from "./event-pattern.ts";
export { failureQueues } from "./failure-queues.ts";
export { fixedText, holdsDefault, isSameForCallers, isVariableDefault } from "./fixed-text.ts";
export { LambdaFunction } from "./function.ts";
export { type FunctionCode, functionCode, prepareCode } from "./function-code.ts";
export {
  type FunctionPermissions,
  functionPermissions,
  type UnusedAction,
} from "./function-permissions.ts";
export { handedToCallers, handedToModules, mayBeCalledElsewhere } from "./handed-on.ts";
export { handlerOf } from "./handler.ts";
export { namedResources } from "./identify.ts";
export { invokedQualifier, qualifierArgument } from "./invoked-qualifier.ts";
export { locationOf, regionOf, writtenRegion } from "./location.ts";
export { NETWORK_ACTIONS, type Need } from "./need.ts";
export { describeResource } from "./needed-resource.ts";
export { needsOf } from "./needs.ts";
export { networkMembers, networkOf } from "./network.ts";
export { mayGrantItself } from "./own-policy.ts";
export { Permission } from "./permission.ts";
export type { PermissionNeed, Permissions } from "./permission-need.ts";
export {
  fitsOf,
  mayHaveOtherPermissions,
  type PushTrigger,
  pushTriggers,
  pushTriggersFor,
  triggersOf,
} from "./push.ts";
export { describeQualifier, isSameQualifier, type Qualifier, qualifierIn } from "./qualifier.ts";
export { Queue } from "./queue.ts";
export { queueAlarms } from "./queue-alarm.ts";
export { maxReceivesOf } from "./redrive.ts";
export { type RuntimeUse, runtimeUses, soonestFirst } from "./runtime-use.ts";
export { isSameText, textParts } from "./same-text.ts";
export { functionGroups, type GroupRule, rulesOf } from "./security-group.ts";
export { isOtherSource } from "./source-match.ts";
export { type FunctionTrigger, Stack } from "./stack.ts";
export {
  definitionProblems,
  isLambdaTask,
  type State,
  stateGroups,
  taskFunction,
} from "./state-machine.ts";
export { hasFailureDestination, isStream, triesForever } from "./stream-mapping.ts";
export { isOfDefaultNetwork, publicReason } from "./subnet.ts";
export { type SuggestedPolicy, suggestedPolicies } from "./suggested-policy.ts";
export { mayBeSwitchedOn } from "./switched-off.ts";
export { type TableKey, tableKeys } from "./table.ts";
export { awsProviders, type Tag, type Tagging, type TagSet, taggings } from "./tags.ts";
export type { Trigger, TriggerKind } from "./trigger.ts";
export { type WorkflowGap, type WorkflowNeed, workflowNeeds } from "./workflow-needs.ts";
export { type WorkflowPermissions, workflowPermissions } from "./workflow-permissions.ts";
