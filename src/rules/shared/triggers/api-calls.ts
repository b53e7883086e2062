import { grouped } from "../../../grouped.ts";
import { ANYTHING, canOverlap, SOME_NAME } from "../../../iam/index.ts";
import {
  apiOf,
  fitsOf,
  handedToCallers,
  handedToModules,
  isSameForCallers,
  type Permission,
  type PushTrigger,
  type Stack,
} from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { allReferences, type Resource, referredOfType, stringOf, type Value } from "../../../terraform/index.ts";
import { pathOf } from "./api-method-of.ts";

const API_TYPES: ReadonlySet<string> = new Set(["aws_api_gateway_rest_api", "aws_apigatewayv2_api"]);
/** The types of APIs' stages, with the argument for the stage's name. */
const STAGES: readonly (readonly [type: string, named: string])[] = [
  ["aws_api_gateway_stage", "stage_name"],
  ["aws_api_gateway_deployment", "stage_name"],
  ["aws_apigatewayv2_stage", "name"],
];

/**
 * A call that an API makes to a function: a method and path, as API Gateway writes them after the stage, with marks for
 * unknown parts.
 */
export interface ApiCall {
  /** The REST API's method or the route that declares it. */
  readonly declared: Resource;
  /** `POST /orders`; undefined if it is not completely known. */
  readonly shown: string | undefined;
  readonly pattern: string;
}

/** The part of a source_arn after the ARN of an API, with marks for unknown parts; undefined if it may be anything. */
export function callsIn(sourceArn: Value): string | undefined {
  const literal = stringOf(sourceArn);
  if (literal !== undefined) return /^arn:[^:]*:execute-api:[^:]*:[^:]*:[^:/*]+(\/.*)$/.exec(literal)?.[1];
  if (sourceArn.kind !== "template") return undefined;
  const [first, ...rest] = sourceArn.parts;
  if (first === undefined || typeof first === "string" || first.kind === "choice") return undefined;
  const [reference, ...others] = allReferences(first);
  if (!reference || others.length > 0 || reference.path[0] !== "execution_arn") return undefined;
  const behind = rest.map((part) => (typeof part === "string" ? part : ANYTHING)).join("");
  const stage = STAGES.find(([type]) => type === reference.resource.type);
  // no stage is called authorizers
  if (stage) return `/${reference.resource.body.string(stage[1]) ?? "stage"}${behind}`;
  return API_TYPES.has(reference.resource.type) ? behind : undefined;
}

/** The calls of an API whose methods or routes are all visible; undefined if there may be others. */
export function callsOf(api: Resource, stack: Stack): readonly ApiCall[] | undefined {
  const isRest = api.type === "aws_api_gateway_rest_api";
  if (handedToModules(stack).has(api) || handedToCallers(stack).has(api)) return undefined;
  // what is imported, or comes from a quick create, is declared in no resource
  const elsewhere = isRest ? ["body"] : ["body", "route_key", "target"];
  if (elsewhere.some((name) => api.body.isSet(name) !== "no")) return undefined;
  if (!isRest && api.body.string("protocol_type") !== "HTTP") return undefined;
  return declaredCalls(stack)(isRest ? "aws_api_gateway_method" : "aws_apigatewayv2_route")?.get(api) ?? [];
}

/** The declared calls of each API, by the type of the declaration; undefined if some belong to an unknown API. */
const declaredCalls = oncePer((stack: Stack) => {
  const [methods, routes] = (["aws_api_gateway_method", "aws_apigatewayv2_route"] as const).map((type) => {
    const all = stack.resources(type);
    if (all.some((one) => !apiOf(one))) return undefined;
    const toCalls = type === "aws_api_gateway_method" ? ofMethod : ofRoute;
    return grouped(all.map(toCalls), ({ declared }) => [apiOf(declared)]);
  });
  return (type: string) => (type === "aws_api_gateway_method" ? methods : routes);
});

function ofMethod(declared: Resource): ApiCall {
  const path = pathOf(declared);
  const written = path && writtenPath(path, 0);
  return toCall(declared, declared.body.string("http_method"), written);
}

/** The path of a REST API's resource: its own part after those of its parents. */
function writtenPath(resource: Resource, level: number): string | undefined {
  if (resource.type === "aws_api_gateway_rest_api") return "/";
  const parent = referredOfType(
    resource.body.value("parent_id"),
    "aws_api_gateway_resource",
    "aws_api_gateway_rest_api",
  );
  const part = resource.body.string("path_part");
  if (part === undefined || parent?.mode !== "managed" || parent.isSymbolic || level > 32) return undefined;
  const above = writtenPath(parent, level + 1);
  return above === undefined ? undefined : `${above === "/" ? "" : above}/${part}`;
}

function ofRoute(declared: Resource): ApiCall {
  const [, method, path] = /^([A-Z]+) +(\/.*)$/.exec(declared.body.string("route_key") ?? "") ?? [];
  return toCall(declared, method, path);
}

function toCall(declared: Resource, method: string | undefined, path: string | undefined): ApiCall {
  if (method === undefined || path === undefined || !declared.isCertain || declared.isSymbolic)
    return { declared, shown: undefined, pattern: ANYTHING };
  // a greedy part includes slashes, and is never empty
  const parameters = path.replace(/\{[^{}]*\+\}/g, `?${ANYTHING}`).replace(/\{[^{}]*\}/g, SOME_NAME);
  return { declared, shown: `${method} ${path}`, pattern: `${method === "ANY" ? SOME_NAME : method}${parameters}` };
}

/** The names of an API's stages; undefined if there may be others. */
export function stagesOf(api: Resource, stack: Stack): readonly string[] | undefined {
  const names = stageNames(stack).get(api);
  return stageNames(stack).has(undefined) || names?.includes(undefined)
    ? undefined
    : names?.filter((name) => name !== undefined);
}

/** The names of stages by API; undefined for unknown ones. */
const stageNames = oncePer((stack: Stack) => {
  const stages = STAGES.flatMap(([type, named]) =>
    stack.resources(type).flatMap((stage) => {
      const value = stage.body.value(named);
      // a deployment creates a stage only if it names one
      if (type === "aws_api_gateway_deployment" && value.kind === "null") return [];
      const isKnown = isSameForCallers(value, stage.module) && !stage.isSymbolic;
      return [{ api: apiOf(stage), name: isKnown ? stringOf(value) : undefined }];
    }),
  );
  return new Map(
    [...grouped(stages, ({ api }) => [api])].map(([api, own]) => [api, own.map(({ name }) => name)] as const),
  );
});

/** Whether a permission may be for a call of an API, in one of its stages. */
function mayAllow({ sourceArn, resource }: Permission, call: ApiCall, stages: readonly string[] | undefined) {
  const allowed = callsIn(sourceArn);
  if (allowed === undefined || !isSameForCallers(sourceArn, resource.module)) return true;
  return (stages ?? [SOME_NAME]).some((stage) => canOverlap(`/${stage}/${call.pattern}`, allowed));
}

/** The calls of an API by which a trigger invokes its function; empty if not known. */
function callsBy({ connection, source }: PushTrigger, stack: Stack): readonly ApiCall[] {
  const calls = source && API_TYPES.has(source.type) ? callsOf(source, stack) : undefined;
  if (!calls) return [];
  const named =
    connection.type === "aws_api_gateway_integration"
      ? referredOfType(connection.body.value("http_method"), "aws_api_gateway_method")
      : connection;
  return (named && byConnection(calls).get(named)) ?? [];
}

/** The calls of an API by the method that declares them, or by what their route refers to. */
const byConnection = oncePer((calls: readonly ApiCall[]) =>
  grouped(calls, ({ declared }) => [
    declared,
    ...new Set(allReferences(declared.body.value("target")).map(({ resource }) => resource)),
  ]),
);

/** The calls of a trigger that no permission allows, although there are permissions for its API. */
export function refusedCalls(trigger: PushTrigger, stack: Stack): readonly ApiCall[] {
  const calls = callsBy(trigger, stack);
  if (calls.length === 0 || !trigger.source) return [];
  const permissions = fitsOf(trigger, stack).flatMap(({ permission }) => (permission.mayInvoke ? [permission] : []));
  const stages = stagesOf(trigger.source, stack);
  return calls.filter((call) => permissions.every((permission) => !mayAllow(permission, call, stages)));
}
