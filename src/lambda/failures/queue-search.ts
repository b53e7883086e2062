import { grouped } from "../../grouped.ts";
import { allReferences, type Resource, type Value } from "../../terraform/index.ts";
import { namedResources } from "../names/identify.ts";
import type { ResourceSource } from "../triggers/trigger-search.ts";
import { Queue, type QueueSurroundings } from "./queue.ts";
import { failureTargetsIn } from "./redrive.ts";

const QUEUE: ReadonlySet<string> = new Set(["aws_sqs_queue"]);

/** Types of resource that may send failed messages to a queue. */
const SENDERS = [
  "aws_sqs_queue",
  "aws_sqs_queue_redrive_policy",
  "aws_sns_topic_subscription",
  "aws_lambda_function",
  "aws_lambda_function_event_invoke_config",
  "aws_lambda_event_source_mapping",
  "aws_cloudwatch_event_target",
  "aws_scheduler_schedule",
];

/** The queues of a stack, each with its redrive policy and the queues that redrive to it. */
export function findQueues(stack: ResourceSource): readonly Queue[] {
  const policies = stack
    .resources("aws_sqs_queue_redrive_policy")
    .map((resource) => ({ resource, named: namedResources(resource.body.value("queue_url"), QUEUE) }));
  const byQueue = grouped(policies, ({ named }) => named);
  const knowsRedrivePolicies = policies.every(({ named }) => named.length > 0);
  let deadLetterQueues: ReadonlySet<Resource> | undefined;
  return stack.resources("aws_sqs_queue").map((resource) => {
    const around = (): QueueSurroundings => {
      deadLetterQueues ??= failureTargets(stack);
      return {
        redrivePolicies: (byQueue.get(resource) ?? []).map((policy) => policy.resource),
        knowsRedrivePolicies,
        isDeadLetterQueue: deadLetterQueues.has(resource),
      };
    };
    return new Queue(resource, around);
  });
}

function failureTargets(stack: ResourceSource): ReadonlySet<Resource> {
  const found = new Set<Resource>();
  for (const type of SENDERS)
    for (const { body } of stack.resources(type))
      for (const target of failureTargetsIn(body)) for (const queue of queuesIn(target)) found.add(queue);
  return found;
}

function queuesIn(value: Value): readonly Resource[] {
  return allReferences(value).flatMap(({ resource }) => (QUEUE.has(resource.type) ? [resource] : []));
}
