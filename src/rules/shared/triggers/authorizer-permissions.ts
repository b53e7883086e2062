import { ANYTHING, canOverlap, SOME_NAME } from "../../../iam/index.ts";
import {
  fitsOf,
  mayHaveOtherPermissions,
  type Permission,
  type PushTrigger,
  pushTriggers,
  type Stack,
} from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { allReferences, stringOf, type Value } from "../../../terraform/index.ts";

const AUTHORIZERS: ReadonlySet<string> = new Set(["aws_api_gateway_authorizer", "aws_apigatewayv2_authorizer"]);
const APIS: ReadonlySet<string> = new Set(["aws_api_gateway_rest_api", "aws_apigatewayv2_api"]);
const STAGES: ReadonlySet<string> = new Set(["aws_api_gateway_stage", "aws_apigatewayv2_stage"]);

/** An authorizer whose function its API may not call, by the first permission that is for calls of that API. */
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

/** An authorizer is called for `<API>/authorizers/<ID>`, whatever the route is that it guards. */
function isForRoutesAlone(sourceArn: Value): boolean {
  const text = callsIn(sourceArn);
  return text !== undefined && !canOverlap(`/authorizers/${SOME_NAME}`, text);
}

/** What a source_arn says behind the API's own part, with marks for what is not known. */
function callsIn(sourceArn: Value): string | undefined {
  const literal = stringOf(sourceArn);
  if (literal !== undefined) return /^arn:[^:]*:execute-api:[^:]*:[^:]*:[^:/*]+(\/.*)$/.exec(literal)?.[1];
  if (sourceArn.kind !== "template") return undefined;
  const [first, ...rest] = sourceArn.parts;
  if (first === undefined || typeof first === "string" || first.kind === "choice") return undefined;
  const [reference, ...others] = allReferences(first);
  if (!reference || others.length > 0 || reference.path[0] !== "execution_arn") return undefined;
  const behind = rest.map((part) => (typeof part === "string" ? part : ANYTHING)).join("");
  // no stage is called authorizers
  if (STAGES.has(reference.resource.type)) return `/stage${behind}`;
  return APIS.has(reference.resource.type) ? behind : undefined;
}
