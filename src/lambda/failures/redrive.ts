import { type BlockValue, isSet, jsonContent, numberOf, type Value } from "../../terraform/index.ts";

/** Where a queue sends messages that have been received too often. */
export type Redrive =
  | { readonly kind: "none" }
  | { readonly kind: "unknown" }
  | {
      readonly kind: "set";
      readonly deadLetterArn: Value | undefined;
      readonly maxReceiveCount: Value | undefined;
      /** The block whose `redrive_policy` it is. */
      readonly block: BlockValue;
    };

/** The redrive policy in a block's `redrive_policy`. */
export function redriveOf(block: BlockValue): Redrive {
  const value = block.value("redrive_policy");
  const presence = isSet(value);
  if (presence === "no") return { kind: "none" };
  const content = jsonContent(value);
  if (presence === "unknown" && !content) return { kind: "unknown" };
  const entries = content?.kind === "object" ? content.entries : undefined;
  return {
    kind: "set",
    deadLetterArn: entries?.get("deadLetterTargetArn"),
    maxReceiveCount: entries?.get("maxReceiveCount"),
    block,
  };
}

/** How often a message may be received before it is moved; undefined if not known. */
export function maxReceivesOf(redrive: Redrive): number | undefined {
  return redrive.kind === "set" && redrive.maxReceiveCount ? numberOf(redrive.maxReceiveCount) : undefined;
}

/** The blocks that set a target for failures, by the blocks around them, with the argument that names it. */
const FAILURE_BLOCKS: readonly (readonly [path: readonly string[], argument: string])[] = [
  [["dead_letter_config"], "target_arn"],
  [["dead_letter_config"], "arn"],
  [["target", "dead_letter_config"], "arn"],
  [["destination_config", "on_failure"], "destination"],
  [["destination_config", "on_failure"], "destination_arn"],
];

/** Every value in a resource's blocks and redrive policy that names a target for failed events. */
export function failureTargetsIn(body: BlockValue): readonly Value[] {
  const inBlocks = FAILURE_BLOCKS.flatMap(([path, argument]) =>
    path
      .reduce<readonly BlockValue[]>((blocks, type) => blocks.flatMap((block) => block.blocks(type)), [body])
      .map((block) => block.value(argument)),
  );
  const redrive = redriveOf(body);
  return redrive.kind === "set" && redrive.deadLetterArn ? [...inBlocks, redrive.deadLetterArn] : inBlocks;
}
