import type { LambdaFunction } from "../../../lambda/index.ts";
import { type BlockValue, isAlways } from "../../../terraform/index.ts";

/** The block by which a function surely has SnapStart, whoever uses it; undefined where it has none, or that is not known. */
export function snapStartOf({ body, resource }: LambdaFunction): BlockValue | undefined {
  const block = body.block("snap_start");
  return block?.isCertain && isAlways(resource, "apply_on", "PublishedVersions", block) ? block : undefined;
}
