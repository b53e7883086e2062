import { type Resource, resourceKey } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { insertAfterBlock } from "./blocks.ts";

/** What a module looks up of where it is applied. */
export interface LookedUp {
  /** The expression for it. */
  readonly id: string;
  /** What has to be written for it: a data source where the module has none, undefined where its name is taken. */
  readonly edits: readonly (Edit | undefined)[];
}

/** The number of a resource's account. */
export function accountOf(resource: Resource): LookedUp {
  return lookedUp(resource, "aws_caller_identity", "account_id");
}

/** The partition of a resource's account. */
export function partitionOf(resource: Resource): LookedUp {
  return lookedUp(resource, "aws_partition", "partition");
}

/** By the module's data source, or by one that is written after the resource. */
function lookedUp({ module, body }: Resource, type: string, attribute: string): LookedUp {
  const declared = module.dataOf(type).find((data) => data.key === undefined && !data.body.isWritten("provider"));
  const isTaken = module.declared.resources.has(resourceKey("data", type, NAME));
  return {
    id: `data.${type}.${declared?.name ?? NAME}.${attribute}`,
    edits: declared ? [] : [isTaken ? undefined : insertAfterBlock(body, `data "${type}" "${NAME}" {}`)],
  };
}

const NAME = "current";
