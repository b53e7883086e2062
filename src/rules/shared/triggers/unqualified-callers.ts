import { invokedQualifier, type LambdaFunction, type Trigger } from "../../../lambda/index.ts";

/** What only runs a function once, or merely permits that. */
const NO_TRAFFIC = new Set(["aws_lambda_permission", "aws_lambda_invocation"]);

/**
 * The callers of a function, if all of them call the unpublished version, and nothing shows that anybody calls another:
 * no alias, and no permission for one.
 */
export function unqualifiedCallers(fn: LambdaFunction): readonly Trigger[] {
  const callers = fn.triggers.filter(({ connection }) => !NO_TRAFFIC.has(connection.type));
  const permissions = fn.triggers.filter(({ connection }) => connection.type === "aws_lambda_permission");
  return fn.aliases.length === 0 && [...callers, ...permissions].every(isUnqualified) ? callers : [];
}

function isUnqualified(trigger: Trigger): boolean {
  return invokedQualifier(trigger).kind === "none";
}

/** The places that name callers, as related places of a finding. */
export function callerPlaces(callers: readonly Trigger[]) {
  return callers.map(({ connection, block, argument }) => ({
    at: block.place(argument),
    message: `${connection} calls it`,
  }));
}
