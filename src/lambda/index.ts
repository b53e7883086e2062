/** The face of the lambda room: functions with their roles, triggers and log groups, built once over a root module. */
export { LambdaFunction, type LogGroupMatch } from "./function.ts";
export { namedByText, namedResources } from "./identify.ts";
export { type FunctionTrigger, Stack } from "./stack.ts";
export type { Invocation, Trigger, TriggerKind } from "./trigger.ts";
