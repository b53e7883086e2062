import { canOverlap, SOME_NAME } from "../../../iam/index.ts";
import { fitsOf, type Permission, type PushTrigger, type Stack, triggersOf } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { allReferences, type Resource } from "../../../terraform/index.ts";
import { type ApiCall, callsIn, callsOf, refusedCalls, stagesOf } from "./api-calls.ts";

/** A permission for calls of an API that it does not make: with other methods and paths, or in another stage. */
export type RouteMiss =
  | { readonly kind: "route"; readonly api: Resource; readonly wanted: string; readonly calls: readonly ApiCall[] }
  | { readonly kind: "stage"; readonly api: Resource; readonly wanted: string; readonly stages: readonly string[] };

/**
 * What a permission misses of an API completely. Undefined if some call may match, or if there may be more than is
 * visible.
 */
export function missedRoutes(permission: Permission, stack: Stack): RouteMiss | undefined {
  const [, stage = "", method, path] =
    /^\/([^/]+)(?:\/([A-Z]+|\*)(\/.*)|\/.*)?$/.exec(callsIn(permission.sourceArn) ?? "") ?? [];
  const api = apiNamed(permission);
  if (!api) return undefined;
  const calls = callsOf(api, stack) ?? [];
  if (method !== undefined && path !== undefined && /^[ -~]*$/.test(path) && calls.length > 0) {
    // the first wildcard stands for the stage; it is not meant to match a path that ends in the same words
    const isOther =
      !shownCalls(calls).has(`${method} ${path}`) &&
      calls.every(({ pattern }) => !canOverlap(`/${SOME_NAME}/${pattern}`, `/${SOME_NAME}/${method}${path}`));
    if (isOther) return { kind: "route", api, wanted: `${method} ${path}`, calls };
  }
  const stages = stagesOf(api, stack) ?? [];
  const isOtherStage = stages.length > 0 && !stages.some((name) => canOverlap(name, stage));
  // another permission may be the one for the stage, and this one for tests
  const isNeeded = () => triggersOf(permission, stack).some(({ trigger }) => refusedCalls(trigger, stack).length > 0);
  return isOtherStage && isNeeded() ? { kind: "stage", api, wanted: stage, stages } : undefined;
}

const shownCalls = oncePer((calls: readonly ApiCall[]) => new Set(calls.map(({ shown }) => shown)));

/** Whether a finding on one of a trigger's permissions already reports what the trigger is refused. */
export function isMissedBy(trigger: PushTrigger, stack: Stack): boolean {
  return fitsOf(trigger, stack).some(({ permission }) => missedRoutes(permission, stack) !== undefined);
}

/** The API whose execution ARN a source_arn starts with. */
function apiNamed({ sourceArn }: Permission): Resource | undefined {
  const [first] = sourceArn.kind === "template" ? sourceArn.parts : [];
  if (first === undefined || typeof first === "string") return undefined;
  const [reference] = allReferences(first);
  const { resource, path: [attribute] = [] } = reference ?? {};
  const isApi = resource?.type === "aws_apigatewayv2_api" || resource?.type === "aws_api_gateway_rest_api";
  return isApi && resource.mode === "managed" && attribute === "execution_arn" ? resource : undefined;
}
