import type { Stack } from "../../../lambda/index.ts";
import type { Resource } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { addBlock } from "./blocks.ts";
import { undeliveredQueue } from "./undelivered-queue.ts";

/** The edits that give a mapping of a stream a queue for what its function failed on; undefined where that has no role here. */
export function withFailureQueue(mapping: Resource, stack: Stack): readonly (Edit | undefined)[] | undefined {
  const [fn, ...others] = stack.functionsNamed(mapping.body.value("function_name"));
  const queue = others.length === 0 ? undeliveredQueue(mapping, { role: fn?.role?.resource }) : undefined;
  if (!queue) return undefined;
  const destination = `on_failure {\ndestination_arn = ${queue.arn}\n}`;
  return [addBlock(mapping.body, "destination_config", destination), ...queue.edits];
}
