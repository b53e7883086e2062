import type { Trigger } from "../../../lambda/index.ts";

/**
 * What calls a function: a resource, or the service that a permission is for, where nothing else shows the connection.
 */
export function spokenCaller({ connection }: Trigger): string {
  const principal = connection.type === "aws_lambda_permission" ? connection.body.string("principal") : undefined;
  return principal === undefined ? String(connection) : `${principal} (see ${connection})`;
}
