import type { Stack } from "../../../lambda/index.ts";
import type { Resource } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { addBlock } from "./blocks.ts";
import { undeliveredQueue } from "./undelivered-queue.ts";

/** Adds a queue for failed batches to a stream's mapping; undefined if its function's role is not declared here. */
export function withFailureQueue(mapping: Resource, stack: Stack): readonly (Edit | undefined)[] | undefined {
  const [fn, ...others] = stack.functionsNamed(mapping.body.value("function_name"));
  const queue = others.length === 0 ? undeliveredQueue(mapping, { role: fn?.role?.resource }) : undefined;
  if (!queue) return undefined;
  const destination = `on_failure {\ndestination_arn = ${queue.arn}\n}`;
  return [addBlock(mapping.body, "destination_config", destination), ...queue.edits];
}
