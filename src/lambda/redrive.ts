import { type BlockValue, elementsOrSelf, isSet, jsonContent, numberOf, type Value } from "../terraform/index.ts";

/** Where a queue sends the messages that are received again and again. */
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

/** The redrive policy that a block's `redrive_policy` holds. */
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

/** How often a message may be received before it is moved away; undefined where that is not known. */
export function maxReceivesOf(redrive: Redrive): number | undefined {
  return redrive.kind === "set" && redrive.maxReceiveCount ? numberOf(redrive.maxReceiveCount) : undefined;
}

/** Every value in the arguments and blocks of a resource that names where failed events go. */
export function failureTargetsIn(body: BlockValue): readonly Value[] {
  const inBlocks = ["dead_letter_config", "destination_config", "on_failure", "on_success", "target"].flatMap((type) =>
    body.blocks(type).flatMap(failureTargetsIn),
  );
  const own = ["target_arn", "destination", "destination_arn", "arn"].flatMap((name) => body.value(name));
  const redrive = redriveOf(body);
  const arns = redrive.kind === "set" && redrive.deadLetterArn ? [redrive.deadLetterArn] : [];
  return [...inBlocks, ...own, ...arns].flatMap((value) => elementsOrSelf(value).elements);
}
