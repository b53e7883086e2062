/**
 * The public face of the lambda room: functions with their roles, triggers and log groups, built once for a root
 * module.
 */

export { type AlarmMetric, alarmMetrics, watchesFailures } from "./alarm.ts";
export { baseImageOf } from "./base-image.ts";
export { followsUnpublished, lambdaDeployments } from "./code-deploy.ts";
export { dependsOn } from "./dependencies.ts";
export { isKeyCertain, keyActions, keyOf } from "./encryption.ts";
export { type Delivery, deliveries } from "./failures/delivery.ts";
export { failureQueues } from "./failures/failure-queues.ts";
export { Queue } from "./failures/queue.ts";
export { queueAlarms } from "./failures/queue-alarm.ts";
export { maxReceivesOf } from "./failures/redrive.ts";
export { LambdaFunction } from "./function.ts";
export { handedToCallers, handedToModules, inOutputs, mayBeCalledElsewhere } from "./handed-on.ts";
export { handlerOf } from "./handler.ts";
export { fixedText, holdsDefault, isSameForCallers, isVariableDefault } from "./names/fixed-text.ts";
export { namedResources } from "./names/identify.ts";
export { locationOf, regionOf, writtenRegion } from "./names/location.ts";
export { isSameText, textParts } from "./names/same-text.ts";
export { type FunctionCode, functionCode, prepareCode } from "./needs/function-code.ts";
export {
  type FunctionPermissions,
  functionPermissions,
  type UnusedAction,
} from "./needs/function-permissions.ts";
export { NETWORK_ACTIONS, type Need } from "./needs/need.ts";
export { describeResource } from "./needs/needed-resource.ts";
export { needsOf } from "./needs/needs.ts";
export type { PermissionNeed, Permissions } from "./needs/permission-need.ts";
export { type SuggestedPolicy, suggestedPolicies } from "./needs/suggested-policy.ts";
export { type WorkflowGap, type WorkflowNeed, workflowNeeds } from "./needs/workflow-needs.ts";
export { type WorkflowPermissions, workflowPermissions } from "./needs/workflow-permissions.ts";
export { networkMembers, networkOf } from "./network/network.ts";
export { functionGroups, type GroupRule, rulesOf } from "./network/security-group.ts";
export { isOfDefaultNetwork, publicReason } from "./network/subnet.ts";
export { mayGrantItself } from "./own-policy.ts";
export { type Code, codeOf, isDeployedElsewhere } from "./packaged-code.ts";
export { describeQualifier, isSameQualifier, type Qualifier, qualifierIn } from "./qualifier.ts";
export { type RuntimeUse, runtimeUses, soonestFirst } from "./runtime-use.ts";
export { type FunctionTrigger, Stack } from "./stack.ts";
export {
  definitionProblems,
  isLambdaTask,
  type State,
  stateGroups,
  taskFunction,
} from "./state-machines/state-machine.ts";
export { mayBeSwitchedOn } from "./switched-off.ts";
export { type TableKey, tableKeys } from "./table.ts";
export { awsProviders, type Tag, type Tagging, type TagSet, taggings } from "./tags.ts";
export { apiOf, integrationTimeout, isFunctionUri, isOtherBlock, protocolOf } from "./triggers/api.ts";
export { patternProblems } from "./triggers/event-pattern.ts";
export { invokedQualifier, qualifierArgument } from "./triggers/invoked-qualifier.ts";
export { mayBeInvokedByRole } from "./triggers/other-callers.ts";
export { Permission } from "./triggers/permission.ts";
export {
  fitsOf,
  mayHaveOtherPermissions,
  type PushTrigger,
  pushTriggers,
  pushTriggersFor,
  triggersOf,
} from "./triggers/push.ts";
export { isOtherSource } from "./triggers/source-match.ts";
export { hasFailureDestination, isStream, triesForever } from "./triggers/stream-mapping.ts";
export type { Trigger, TriggerKind } from "./triggers/trigger.ts";
