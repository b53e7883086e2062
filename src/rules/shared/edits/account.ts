import { type Resource, resourceKey } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { insertAfterBlock } from "./blocks.ts";

/** How a module says in which account it is. */
export interface Account {
  /** The account's number, as an expression. */
  readonly id: string;
  /** What has to be written for it: a data source where the module has none, undefined where its name is taken. */
  readonly edits: readonly (Edit | undefined)[];
}

/** The account of a resource, looked up by the module's data source or by one that is written after the resource. */
export function accountOf({ module, body }: Resource): Account {
  const declared = module.dataOf(TYPE).find((data) => data.key === undefined && !data.body.isWritten("provider"));
  const isTaken = module.declared.resources.has(resourceKey("data", TYPE, NAME));
  return {
    id: `data.${TYPE}.${declared?.name ?? NAME}.account_id`,
    edits: declared ? [] : [isTaken ? undefined : insertAfterBlock(body, `data "${TYPE}" "${NAME}" {}`)],
  };
}

const TYPE = "aws_caller_identity";
const NAME = "current";
