const COUNTS = `Invocations Errors DeadLetterErrors DestinationDeliveryFailures Throttles OversizedRecordCount
ProvisionedConcurrencyInvocations ProvisionedConcurrencySpilloverInvocations RecursiveInvocationsDropped
ConcurrentExecutions ProvisionedConcurrentExecutions UnreservedConcurrentExecutions ClaimedAccountConcurrency
AsyncEventsReceived AsyncEventsDropped SignatureValidationErrors UrlRequestCount Url4xxCount Url5xxCount OffsetLag
PolledEventCount FilteredOutEventCount InvokedEventCount FailedInvokeEventCount DroppedEventCount
DurableExecutionStarted DurableExecutionStopped DurableExecutionSucceeded DurableExecutionFailed DurableExecutionTimedOut
DurableExecutionOperations ApproximateRunningDurableExecutions
OnFailureDestinationDeliveredEventCount DeletedEventCount ProvisionedPollers ProvisionedConcurrencyUtilization`;
const MILLISECONDS =
  "Duration PostRuntimeExtensionsDuration IteratorAge AsyncEventAge UrlRequestLatency DurableExecutionDuration";

const words = (text: string): readonly string[] => text.split(/\s+/);

/**
 * The metrics of the namespace AWS/Lambda with their units.
 * Source: AWS Lambda developer guide, "Types of metrics for Lambda functions", "Event source mapping metrics" and
 * "Monitoring durable functions" (2026-11).
 */
export const functionMetrics: ReadonlyMap<string, "Count" | "Milliseconds"> = new Map([
  ...words(COUNTS).map((name) => [name, "Count"] as const),
  ...words(MILLISECONDS).map((name) => [name, "Milliseconds"] as const),
]);

/** Metrics whose unit the guide does not state, or states inconsistently. */
const UNSURE = new Set(["ProvisionedConcurrencyUtilization", "OffsetLag", "ProvisionedPollers"]);

/** The unit a metric is published in; undefined where that is not certain. */
export function metricUnit(name: string): "Count" | "Milliseconds" | undefined {
  return UNSURE.has(name) ? undefined : functionMetrics.get(name);
}
