import type { Role } from "../../../iam/index.ts";
import { isVariableDefault } from "../../../lambda/index.ts";

/** Whether a variable's default determines what a role may do: callers may allow more. */
export function isLeftToCallers({ statements, resource: { module } }: Role): boolean {
  const values = statements.flatMap(({ statement }) => [
    ...(statement?.actions.values ?? []),
    ...(statement?.resources.values ?? []),
  ]);
  return values.some((value) => isVariableDefault(value, module));
}
