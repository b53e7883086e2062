import type { LambdaFunction } from "../../../lambda/index.ts";
import type { BlockValue } from "../../../terraform/index.ts";

/** The block by which a function surely has SnapStart; undefined where it has none, or that is not known. */
export function snapStartOf({ body }: LambdaFunction): BlockValue | undefined {
  const block = body.block("snap_start");
  return block?.isCertain && block.string("apply_on") === "PublishedVersions" ? block : undefined;
}
