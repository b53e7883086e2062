import { canOverlap, SOME_NAME } from "../../../iam/index.ts";
import {
  fitsOf,
  mayHaveOtherPermissions,
  type Permission,
  type PushTrigger,
  pushTriggers,
  type Stack,
} from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import type { Value } from "../../../terraform/index.ts";
import { callsIn } from "./api-calls.ts";

const AUTHORIZERS: ReadonlySet<string> = new Set(["aws_api_gateway_authorizer", "aws_apigatewayv2_authorizer"]);

/** Authorizers whose function their API may not call, by the first permission for calls of that API. */
export const missedAuthorizers = oncePer((stack: Stack): ReadonlyMap<Permission, PushTrigger> => {
  const missed = pushTriggers(stack)
    .filter(({ connection }) => AUTHORIZERS.has(connection.type) && connection.isCertain)
    .flatMap((trigger): [Permission, PushTrigger][] => {
      const permissions = fitsOf(trigger, stack).flatMap(({ permission }) =>
        permission.mayInvoke ? [permission] : [],
      );
      const [first] = permissions;
      const isMissed = first && permissions.every(({ sourceArn }) => isForRoutesAlone(sourceArn));
      return isMissed && mayHaveOtherPermissions(stack, trigger.function) === "no" ? [[first, trigger]] : [];
    });
  return new Map(missed);
});

/** An authorizer is called for `<API>/authorizers/<ID>`, whichever route it guards. */
function isForRoutesAlone(sourceArn: Value): boolean {
  const text = callsIn(sourceArn);
  return text !== undefined && !canOverlap(`/authorizers/${SOME_NAME}`, text);
}
