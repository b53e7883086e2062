import { type NumberRange, nearestWithin } from "../../../aws/limits.ts";
import type { BlockValue } from "../../../terraform/index.ts";
import type { Fix } from "../../rule.ts";
import { suggestValues } from "./arguments.ts";

/** The whole number of a range that is nearest to what an argument is. */
export function suggestNearest(block: BlockValue, name: string, range: NumberRange): readonly Fix[] {
  const value = block.number(name);
  return value === undefined ? [] : suggestValues(block, name, [String(nearestWithin(range, value))]);
}
