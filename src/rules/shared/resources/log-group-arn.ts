import type { Stack } from "../../../lambda/index.ts";
import type { Resource } from "../../../terraform/index.ts";
import { meantVersions } from "../schema/meant-versions.ts";

/**
 * Whether the ARN of a log group may end with the star for its streams where a resource refers to it, as it did before
 * version 3 of the provider.
 */
export function mayIncludeStreams({ type, module }: Resource, stack: Stack): boolean {
  return meantVersions(type, module, stack.root).majors.length === 0;
}
