import { ANYTHING, canOverlap, SOME_NAME } from "../../../iam/index.ts";
import {
  apiOf,
  handedToCallers,
  handedToModules,
  type Permission,
  protocolOf,
  type Stack,
} from "../../../lambda/index.ts";
import { allReferences, type Resource, type Value } from "../../../terraform/index.ts";

/** A permission for calls of an HTTP API by routes that it does not have. */
export interface RouteMiss {
  readonly api: Resource;
  /** What the permission is for, as method and path. */
  readonly wanted: string;
  readonly routes: readonly Resource[];
}

/**
 * The HTTP API whose routes a permission all misses. Undefined where one of them may be meant, and where there may be
 * routes that are not seen.
 */
export function missedRoutes({ sourceArn }: Permission, stack: Stack): RouteMiss | undefined {
  const calls = callsOf(sourceArn);
  if (!calls || handedToModules(stack).has(calls.api) || handedToCallers(stack).has(calls.api)) return undefined;
  const all = stack.resources("aws_apigatewayv2_route");
  const routes = all.filter((route) => apiOf(route) === calls.api);
  const isImported = ["body", "route_key", "target"].some((name) => calls.api.body.isSet(name) !== "no");
  const isPartial = all.some((route) => !apiOf(route)) || routes.some((route) => protocolOf(route) !== "HTTP");
  if (isImported || isPartial || routes.length === 0) return undefined;
  return routes.some((route) => mayCallAs(route, calls.pattern)) ? undefined : { ...calls, routes };
}

/** What follows the execution ARN of an API: stage, method and path, with marks for what is not known. */
function callsOf(
  sourceArn: Value,
): { readonly api: Resource; readonly pattern: string; readonly wanted: string } | undefined {
  if (sourceArn.kind !== "template") return undefined;
  const [first, ...rest] = sourceArn.parts;
  if (first === undefined || typeof first === "string") return undefined;
  const [reference, ...others] = allReferences(first);
  const { resource: api, path: [attribute] = [] } = reference ?? {};
  const isApi = api?.type === "aws_apigatewayv2_api" && api.mode === "managed" && attribute === "execution_arn";
  if (!isApi || others.length > 0 || first.kind === "choice") return undefined;
  const pattern = rest.map((part) => (typeof part === "string" ? part : ANYTHING)).join("");
  const [, method, path] = /^\/[^/]+\/([A-Z]+|\*)(\/.*)$/.exec(pattern) ?? [];
  return method === undefined || path === undefined || pattern.includes(ANYTHING)
    ? undefined
    : { api, pattern, wanted: `${method} ${path}` };
}

/** Whether a route may call the function with a source that the pattern takes. */
function mayCallAs({ body, isCertain, isSymbolic }: Resource, pattern: string): boolean {
  const [, method, path] = /^([A-Z]+) +(\/.*)$/.exec(body.string("route_key") ?? "") ?? [];
  if (method === undefined || path === undefined || !isCertain || isSymbolic) return true;
  const parameters = path.replace(/\{[^}]*\+\}/g, ANYTHING).replace(/\{[^}]*\}/g, SOME_NAME);
  const called = `/${SOME_NAME}/${method === "ANY" ? SOME_NAME : method}${parameters}`;
  return canOverlap(called, pattern);
}
