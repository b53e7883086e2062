import type { LambdaFunction } from "../../../lambda/index.ts";
import { type BlockValue, isAlways } from "../../../terraform/index.ts";

/**
 * The block by which a function certainly has SnapStart, whoever calls the module; undefined if it has none, or that is
 * not known.
 */
export function snapStartOf({ body, resource }: LambdaFunction): BlockValue | undefined {
  const block = body.block("snap_start");
  return block?.isCertain && isAlways(resource, "apply_on", "PublishedVersions", block) ? block : undefined;
}
