import { elementsOrSelf, type Value } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import { NETWORK_ACTIONS, type Need } from "./need.ts";
import { rotationNeeds } from "./rotation-needs.ts";
import { pollingNeeds } from "./source-needs.ts";
import { resultNeeds } from "./target-needs.ts";

/**
 * What keeping the state of durable executions requires (developer guide, Security and permissions for durable
 * functions, 2026-11).
 */
const DURABLE_ACTIONS = ["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"] as const;
const TRACING_ACTIONS = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"] as const;
const LOGGING_ACTIONS = ["logs:CreateLogStream", "logs:PutLogEvents"] as const;

/** What a function's settings and triggers need of its role. What is not certain to be needed is left out. */
export function needsOf(fn: LambdaFunction): readonly Need[] {
  return [
    ...loggingNeeds(fn),
    ...networkNeeds(fn),
    ...tracingNeeds(fn),
    ...durableNeeds(fn),
    ...fn.triggers.flatMap(pollingNeeds),
    ...fn.triggers.flatMap((trigger) => rotationNeeds(fn, trigger)),
    ...resultNeeds(fn),
  ];
}

function loggingNeeds(fn: LambdaFunction): Need[] {
  const { logGroup } = fn;
  const at = fn.place("role");
  const form = "arn:${Partition}:logs:${Region}:${Account}:log-group:${Group}:log-stream:${Stream}";
  const resource = logGroup.kind === "declared" ? logGroup.resource.attribute("arn", at) : undefined;
  return [
    { purpose: "to write its logs", actions: LOGGING_ACTIONS, resource, pattern: form, at, lack: "no-telemetry" },
  ];
}

function networkNeeds(fn: LambdaFunction): Need[] {
  const block = fn.body.block("vpc_config");
  if (!block?.isCertain || !hasElements(block.value("subnet_ids"))) return [];
  return [
    {
      purpose: "to join its VPC",
      actions: NETWORK_ACTIONS,
      resource: undefined,
      pattern: "*",
      at: block.place("subnet_ids"),
      lack: "creation-fails",
    },
  ];
}

/** Whether a list certainly has an element: an empty one takes the function out of the VPC. */
function hasElements(value: Value): boolean {
  const { elements } = elementsOrSelf(value);
  return elements.length > 0 || value.kind === "unknown";
}

function tracingNeeds(fn: LambdaFunction): Need[] {
  const block = fn.body.block("tracing_config");
  if (!block?.isCertain || block.string("mode") !== "Active") return [];
  return [
    {
      purpose: "to send its traces",
      actions: TRACING_ACTIONS,
      resource: undefined,
      pattern: "*",
      at: block.place("mode"),
      lack: "no-telemetry",
    },
  ];
}

/** A durable execution belongs to a version of the function: the ARN of the function alone does not cover it. */
function durableNeeds(fn: LambdaFunction): Need[] {
  const block = fn.body.block("durable_config");
  if (!block?.isCertain) return [];
  const at = block.place("execution_timeout");
  const name = fn.name ?? "${FunctionName}";
  return [
    {
      purpose: "to keep the state of its executions",
      actions: DURABLE_ACTIONS,
      resource: undefined,
      pattern: `arn:\${Partition}:lambda:\${Region}:\${Account}:function:${name}:\${Version}/durable-execution/\${Execution}`,
      at,
      lack: "events-lost",
    },
  ];
}
