import { type Resource, resourceKey } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { insertAfterBlock } from "./blocks.ts";

/** A data source's value about where a module is applied. */
export interface LookedUp {
  /** The expression that refers to it. */
  readonly id: string;
  /** Edits to declare it: the data source if the module has none, undefined if its name is taken. */
  readonly edits: readonly (Edit | undefined)[];
}

/** The account id of a resource. */
export function accountOf(resource: Resource): LookedUp {
  return lookedUp(resource, "aws_caller_identity", "account_id");
}

/** The partition of a resource. */
export function partitionOf(resource: Resource): LookedUp {
  return lookedUp(resource, "aws_partition", "partition");
}

/** Uses the module's data source, or one that is added after the resource. */
function lookedUp({ module, body }: Resource, type: string, attribute: string): LookedUp {
  const declared = module.dataOf(type).find((data) => data.key === undefined && !data.body.isWritten("provider"));
  const isTaken = module.declared.resources.has(resourceKey("data", type, NAME));
  return {
    id: `data.${type}.${declared?.name ?? NAME}.${attribute}`,
    edits: declared ? [] : [isTaken ? undefined : insertAfterBlock(body, `data "${type}" "${NAME}" {}`)],
  };
}

const NAME = "current";
