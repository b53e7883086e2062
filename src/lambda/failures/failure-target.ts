import type { BlockValue, Resource, Value } from "../../terraform/index.ts";

/** A target for events on which a function failed. */
interface FailureTarget {
  readonly kind: "dead-letter" | "destination";
  readonly block: BlockValue;
  /** The argument of `block` that names the queue, topic, bucket, bus or function. */
  readonly argument: string;
  readonly value: Value;
  /** The invoke configuration that sets a destination; undefined for the function's own dead-letter target. */
  readonly config: Resource | undefined;
}

/** The targets for events on which a function failed. */
export interface FailureTargets {
  readonly targets: readonly FailureTarget[];
  /** Whether these are all, with no unknown block or invoke configuration. */
  readonly isComplete: boolean;
}

/** The failure targets set by a function and its invoke configurations. */
export function failureTargets(body: BlockValue, configs: readonly Resource[], knowsConfigs: boolean): FailureTargets {
  const deadLetters = body.blocks("dead_letter_config").map((block): FailureTarget => {
    return {
      kind: "dead-letter",
      block,
      argument: "target_arn",
      value: block.value("target_arn"),
      config: undefined,
    };
  });
  let isComplete = knowsConfigs && body.knowsAllBlocks("dead_letter_config");
  const destinations = configs.flatMap((config) => {
    isComplete &&= config.body.knowsAllBlocks("destination_config");
    return config.body.blocks("destination_config").flatMap((destination) => {
      isComplete &&= destination.knowsAllBlocks("on_failure");
      return destination.blocks("on_failure").map((block): FailureTarget => {
        return { kind: "destination", block, argument: "destination", value: block.value("destination"), config };
      });
    });
  });
  return { targets: [...deadLetters, ...destinations].filter(({ value }) => value.kind !== "null"), isComplete };
}
