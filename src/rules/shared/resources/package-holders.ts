import type { Stack } from "../../../lambda/index.ts";
import type { Resource } from "../../../terraform/index.ts";

/** The resources that are given a deployment package: functions and layers. */
export function packageHolders(stack: Stack): readonly Resource[] {
  return [...stack.functions.map(({ resource }) => resource), ...stack.resources("aws_lambda_layer_version")];
}
