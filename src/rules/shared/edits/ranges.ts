import { type NumberRange, nearestWithin } from "../../../aws/limits.ts";
import type { BlockValue } from "../../../terraform/index.ts";
import type { Fix } from "../../rule.ts";
import { suggestValues } from "./arguments.ts";

/** Suggests the integer within a range that is nearest to an argument's value. */
export function suggestNearest(block: BlockValue, name: string, range: NumberRange): readonly Fix[] {
  const value = block.number(name);
  return value === undefined ? [] : suggestValues(block, name, [String(nearestWithin(range, value))]);
}
