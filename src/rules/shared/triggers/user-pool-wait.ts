import type { LambdaFunction, Trigger } from "../../../lambda/index.ts";

/** Seconds that a user pool waits for a function before it calls it again. */
export const USER_POOL_WAIT = 5;

/** A trigger by a user pool that waits; undefined if something else calls the function as well. */
export function waitingUserPool({ triggers }: LambdaFunction): Trigger | undefined {
  const calling = triggers.filter(({ connection }) => connection.type !== "aws_lambda_permission");
  const isWaiting = ({ connection, invocation }: Trigger) =>
    connection.type === "aws_cognito_user_pool" && invocation === "synchronous";
  return calling.every(isWaiting) ? calling[0] : undefined;
}
