import { invokedQualifier, type LambdaFunction, type Trigger } from "../../../lambda/index.ts";

/** What only runs a function once, or merely permits to. */
const NO_TRAFFIC = new Set(["aws_lambda_permission", "aws_lambda_invocation"]);

/**
 * What calls a function, where all of it calls the version that is not published, and nothing says that anybody calls another:
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

/** Where callers are named, as what a finding is about beside its place. */
export function callerPlaces(callers: readonly Trigger[]) {
  return callers.map(({ connection, block, argument }) => ({
    at: block.place(argument),
    message: `${connection} calls it`,
  }));
}
