import { type BlockValue, isCallersChoice, type Resource } from "../terraform/index.ts";

/** A key attribute of a table or one of its indexes. */
export interface TableKey {
  readonly name: string | undefined;
  readonly block: BlockValue;
  readonly argument: string;
}

/** The keys of an aws_dynamodb_table and its indexes; undefined if some are not certain, whoever calls the module. */
export function tableKeys(table: Resource): readonly TableKey[] | undefined {
  const { body } = table;
  const indexes = ["global_secondary_index", "local_secondary_index"];
  const isKnown = (type: string) => body.knowsAllBlocks(type) && !isCallersChoice(table, type);
  if (!["attribute", ...indexes].every(isKnown)) return undefined;
  const keys: TableKey[] = [];
  for (const block of [body, ...indexes.flatMap((type) => body.blocks(type))]) {
    if (block.hasBlock("key_schema") !== "no") return undefined;
    for (const argument of ["hash_key", "range_key"]) {
      const isSet = block.isSet(argument);
      if (isSet === "unknown" || isCallersChoice(table, argument, block)) return undefined;
      if (isSet === "yes") keys.push({ name: block.string(argument), block, argument });
    }
  }
  return keys;
}
