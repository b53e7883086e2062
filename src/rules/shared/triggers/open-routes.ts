import { apiOf, protocolOf, type Stack } from "../../../lambda/index.ts";
import {
  type BlockValue,
  couldBe,
  elementsOrSelf,
  isAlways,
  isLeftOut,
  type Place,
  type Resource,
  referredResources,
} from "../../../terraform/index.ts";

/** A method or route that anyone may call. */
export interface OpenRoute {
  readonly resource: Resource;
  readonly at: Place;
  /** The HTTP method (ANY for all), or undefined if not known. */
  readonly method: string | undefined;
}

const CHANGING = new Set(["PUT", "PATCH", "DELETE"]);

/** Whether a route changes existing things. POST does not count: sign-ups, logins and webhooks come from strangers. */
export function isChanging({ method }: OpenRoute): boolean {
  return method !== undefined && CHANGING.has(method);
}

/**
 * The methods and routes without authorizer, IAM or key, leaving out those of APIs that are protected otherwise (a
 * private endpoint, a resource policy, client certificates), and OPTIONS, which browsers send without credentials.
 */
export function openRoutes(stack: Stack): readonly OpenRoute[] {
  const guarded = guardedApis(stack);
  return [...openMethods(stack), ...openV2Routes(stack)].filter(({ resource, method }) => {
    const api = apiOf(resource);
    return method !== "OPTIONS" && !(api && guarded.has(api));
  });
}

function openMethods(stack: Stack): OpenRoute[] {
  return stack.resources("aws_api_gateway_method").flatMap((resource) => {
    const { body } = resource;
    const needsKey = body.isSet("api_key_required") !== "no" && body.boolean("api_key_required") !== false;
    if (!isAlways(resource, "authorization", "NONE") || needsKey) return [];
    return [{ resource, at: body.place("authorization"), method: body.string("http_method") }];
  });
}

function openV2Routes(stack: Stack): OpenRoute[] {
  return stack.resources("aws_apigatewayv2_route").flatMap((resource) => {
    const { body } = resource;
    const type = "authorization_type";
    const isOpen = isLeftOut(resource, type) || isAlways(resource, type, "NONE");
    const needsKey = body.isSet("api_key_required") !== "no" && body.boolean("api_key_required") !== false;
    const key = body.string("route_key");
    // a WebSocket connection is authorized when it is opened, by $connect
    const isDefault = key === "$default" && protocolOf(resource) !== "WEBSOCKET";
    const isHttp = isDefault || /^[A-Z]+ \//.test(key ?? "") || key === "$connect";
    if (!isOpen || needsKey || key === undefined || !isHttp) return [];
    const method = key.startsWith("$") ? "ANY" : key.split(" ")[0];
    return [{ resource, at: body.place(type), method }];
  });
}

function guardedApis(stack: Stack): ReadonlySet<Resource> {
  const restricted = stack
    .resources("aws_api_gateway_rest_api")
    .filter(({ body }) => body.isSet("policy") !== "no" || mayBePrivate(body));
  const policies = stack.resources("aws_api_gateway_rest_api_policy");
  const mappings = ["aws_api_gateway_base_path_mapping", "aws_apigatewayv2_api_mapping"].flatMap((type) =>
    stack.resources(type),
  );
  const guarding = [...policies, ...mappings.filter((mapping) => mayAskForCertificates(mapping, stack))];
  return new Set([...restricted, ...guarding.flatMap((resource) => apiOf(resource) ?? [])]);
}

function mayBePrivate(body: BlockValue): boolean {
  return body.blocks("endpoint_configuration").some((endpoint) => {
    const { elements, complete } = elementsOrSelf(endpoint.value("types"));
    return !complete || elements.some((type) => couldBe(type, "PRIVATE"));
  });
}

const DOMAINS = ["aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"];

/** Whether the domain of a mapping requires certificates; if the domain is not known, whether any does. */
function mayAskForCertificates({ body }: Resource, stack: Stack): boolean {
  const named = referredResources(body.value("domain_name")).filter(({ type }) => DOMAINS.includes(type));
  const domains = named.length > 0 ? named : DOMAINS.flatMap((type) => stack.resources(type));
  return domains.some((domain) => domain.body.hasBlock("mutual_tls_authentication") !== "no");
}
