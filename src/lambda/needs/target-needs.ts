import { arnText } from "../../iam/index.ts";
import type { BlockValue } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import { keyNeeds } from "./key-needs.ts";
import type { Need } from "./need.ts";

/** Actions that send an event to each kind of target, by the service in its ARN. */
const SENDING: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<readonly string[]>({
    sqs: ["sqs:SendMessage"],
    sns: ["sns:Publish"],
    lambda: ["lambda:InvokeFunction"],
    events: ["events:PutEvents"],
    s3: ["s3:PutObject"],
  }),
);

/** What sending the results of asynchronous invocations, failed or not, to their targets requires. */
export function resultNeeds(fn: LambdaFunction): Need[] {
  const failures = fn.failureTargets.targets.flatMap(({ block, argument }) =>
    sendingNeeds(
      block,
      argument,
      "to hand on events that it failed on",
      // Lambda checks it when the function itself names the queue or topic
      argument === "target_arn" ? "creation-fails" : "events-lost",
    ),
  );
  const successes = fn.invokeConfigs
    .flatMap(({ body }) => body.blocks("destination_config"))
    .flatMap((config) => config.blocks("on_success"))
    .flatMap((block) => sendingNeeds(block, "destination", "to hand on its results"));
  return [...failures, ...successes];
}

/** What sending to the target in an argument requires; empty if it is not known what that is. */
export function sendingNeeds(
  block: BlockValue,
  argument: string,
  purpose: string,
  lack: Need["lack"] = "events-lost",
): Need[] {
  const target = block.value(argument);
  const pattern = arnText(target);
  const service = /^arn:[^:]*:([a-z0-9]+):/.exec(pattern)?.[1];
  const actions = service === undefined ? undefined : SENDING.get(service);
  if (!actions || !block.isCertain) return [];
  return [
    {
      purpose,
      actions,
      resource: target,
      pattern: service === "s3" ? `${pattern}/*` : pattern,
      at: block.place(argument),
      lack,
    },
    ...keyNeeds(target, {
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      purpose: `${purpose}, encrypted`,
      at: block.place(argument),
      lack: "events-lost",
    }),
  ];
}
