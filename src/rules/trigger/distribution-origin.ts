import type { Stack } from "../../lambda/index.ts";
import {
  allReferences,
  type BlockValue,
  elementsOrSelf,
  isAlways,
  isCallersChoice,
  type Module,
  type Place,
  type Resource,
  referredOfType,
  stringOf,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { fixOf, suggestionOf } from "../shared/edits/fixes.ts";

const CONTROL = "origin_access_control_id";
const POLICY = "origin_request_policy_id";
const PROTOCOL = "origin_protocol_policy";
/** CloudFront's managed policy that forwards everything in the viewer's request, including the host. */
const ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3";
/** The same without the host. */
const EXCEPT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/** Origins that are only reachable with TLS, and by their own host name. */
const ORIGINS = [
  "aws_lambda_function_url",
  "aws_apigatewayv2_api",
  "aws_api_gateway_rest_api",
  "aws_api_gateway_stage",
];

const example = (control: string) => `resource "aws_lambda_function_url" "orders" {
  function_name      = "orders"
  authorization_type = "AWS_IAM"
}

resource "aws_cloudfront_origin_access_control" "orders" {
  name                              = "orders"
  origin_access_control_origin_type = "lambda"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "orders" {
  enabled = true

  origin {
    origin_id                = "orders"
    domain_name              = split("/", aws_lambda_function_url.orders.function_url)[2]${control}

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
}`;

export default defineRule({
  summary: "A distribution sends requests to a function that refuses them",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon CloudFront developer guide, Restrict access to an AWS Lambda function URL origin; Use managed origin request policies: AllViewer (2026-11)",
  why: `A function URL with IAM answers 403 to every request that CloudFront does not sign, and CloudFront only signs with an
origin access control for Lambda. Function URLs and APIs accept only their own host name, and only TLS.`,
  bad: example(""),
  good: example("\n    origin_access_control_id = aws_cloudfront_origin_access_control.orders.id"),
  check({ stack }) {
    return stack.resources("aws_cloudfront_distribution").flatMap((distribution) =>
      distribution.body.blocks("origin").flatMap((origin) => {
        const target = targetOf(origin, distribution);
        if (!target) return [];
        return [
          ...unsigned(distribution, origin, target),
          ...withoutTls(distribution, origin, target),
          ...(knowsOtherHosts(target, stack) ? [] : hostOfViewer(distribution, origin, target)),
        ];
      }),
    );
  },
});

/** The function URL or API whose host an origin is. */
function targetOf(origin: BlockValue, { module }: Resource): Resource | undefined {
  const value = origin.value("domain_name");
  const known = new Set(allReferences(value).map(({ resource }) => resource));
  const [first, ...others] = known.size > 0 ? known : namedIn(value.place, module);
  const isOne = first?.mode === "managed" && ORIGINS.includes(first.type) && others.length === 0;
  return isOne ? first : undefined;
}

/** The resources in an expression: parts of a URL show nothing else. */
function namedIn(place: Place, module: Module): ReadonlySet<Resource> {
  const names = [...place.file.slice(place).matchAll(/(?<![\w.])(aws_\w+)\.([\w-]+)/g)];
  return new Set(
    names.flatMap(([, type = "", name]) => module.resourcesOf(type).filter((resource) => resource.name === name)),
  );
}

function behaviorsOf({ body }: Resource): readonly BlockValue[] {
  return [...body.blocks("default_cache_behavior"), ...body.blocks("ordered_cache_behavior")];
}

/** Whether a function at the edge may sign the request, or change its host or origin. */
function mayRewrite(behavior: BlockValue): boolean {
  return ["lambda_function_association", "function_association"].some((type) => behavior.hasBlock(type) !== "no");
}

/** Resources for custom domains of an API, declared here or elsewhere. */
const DOMAINS = [
  "aws_apigatewayv2_domain_name",
  "aws_api_gateway_domain_name",
  "aws_apigatewayv2_api_mapping",
  "aws_api_gateway_base_path_mapping",
];

/** An API with a custom domain also answers to that. */
function knowsOtherHosts({ type }: Resource, stack: Stack): boolean {
  return type !== "aws_lambda_function_url" && DOMAINS.some((domain) => stack.resources(domain).length > 0);
}

function unsigned(distribution: Resource, origin: BlockValue, url: Resource): RuleFinding[] {
  if (url.type !== "aws_lambda_function_url" || !isAlways(url, "authorization_type", "AWS_IAM")) return [];
  if (behaviorsOf(distribution).some(mayRewrite)) return [];
  const related = [{ at: url.body.place("authorization_type"), message: "accepts only signed requests" }];
  if (origin.isSet(CONTROL) === "no" && !isCallersChoice(distribution, CONTROL, origin))
    return [
      {
        at: origin.place("domain_name"),
        resource: distribution.address,
        message: `${distribution} calls ${url} without an origin access control, so every request is refused because it is not signed`,
        help: 'Set origin_access_control_id to an aws_cloudfront_origin_access_control with origin_access_control_origin_type = "lambda"',
        related,
      },
    ];
  const control = referredOfType(origin.value(CONTROL), "aws_cloudfront_origin_access_control");
  if (control?.mode !== "managed") return [];
  const kind = control.body.string("origin_access_control_origin_type");
  const isOther =
    kind !== undefined && kind !== "lambda" && !isCallersChoice(control, "origin_access_control_origin_type");
  if (!isOther && !isAlways(control, "signing_behavior", "never")) return [];
  return [
    {
      at: origin.place(CONTROL),
      resource: distribution.address,
      message: `${distribution} calls ${url} with ${control}, which ${isOther ? `is for ${kind}` : "signs nothing"}, so every request is refused`,
      suggestions: forFunctions(control),
      help: 'Use an origin access control with origin_access_control_origin_type = "lambda" and signing_behavior = "always"',
      related,
    },
  ];
}

function withoutTls(distribution: Resource, origin: BlockValue, target: Resource): RuleFinding[] {
  return origin.blocks("custom_origin_config").flatMap((config) =>
    isAlways(distribution, PROTOCOL, "http-only", config)
      ? [
          {
            at: config.place(PROTOCOL),
            resource: distribution.address,
            message: `${distribution} calls ${target} without TLS, which it does not support`,
            fix: fixOf(`Set ${PROTOCOL} to "https-only"`, setArgument(config, PROTOCOL, '"https-only"')),
            help: `Set ${PROTOCOL} = "https-only"`,
          },
        ]
      : [],
  );
}

function hostOfViewer(distribution: Resource, origin: BlockValue, target: Resource): RuleFinding[] {
  const id = origin.string("origin_id");
  if (id === undefined) return [];
  return behaviorsOf(distribution).flatMap((behavior) => {
    if (behavior.string("target_origin_id") !== id || mayRewrite(behavior)) return [];
    const common = {
      resource: distribution.address,
      message: `${distribution} forwards the viewer's host name to ${target}, which accepts only its own and refuses the request`,
    };
    const forwarded = forwardedHost(distribution, behavior);
    if (forwarded) return [{ ...common, at: forwarded.place, help: forwarded.help }];
    if (!isAllViewer(distribution, behavior)) return [];
    return [
      {
        ...common,
        at: behavior.place(POLICY),
        suggestions: suggestionOf(
          "Use the policy AllViewerExceptHostHeader",
          setArgument(behavior, POLICY, `"${EXCEPT_HOST}"`),
        ),
        help: `Use the policy AllViewerExceptHostHeader, ${EXCEPT_HOST}`,
      },
    ];
  });
}

/** Where the settings of old configurations forward the host, by itself or with all headers. */
function forwardedHost(distribution: Resource, behavior: BlockValue) {
  const headers = behavior
    .blocks("forwarded_values")
    .filter((values) => !isCallersChoice(distribution, "headers", values))
    .flatMap((values) => elementsOrSelf(values.value("headers")).elements);
  const all = headers.find((header) => stringOf(header) === "*");
  if (all) return { place: all.place, help: "List the headers that the API or the function needs, without Host" };
  const host = headers.find((header) => stringOf(header)?.toLowerCase() === "host");
  return host && { place: host.place, help: "Leave Host out of the list" };
}

function isAllViewer(distribution: Resource, behavior: BlockValue): boolean {
  const policy = referredOfType(behavior.value(POLICY), "aws_cloudfront_origin_request_policy");
  if (policy?.mode === "data") return policy.body.string("name") === "Managed-AllViewer";
  return behavior.string(POLICY) === ALL_VIEWER && !isCallersChoice(distribution, POLICY, behavior);
}

/** Makes an access control sign requests to functions; it would also sign those for its other uses. */
function forFunctions({ body }: Resource): readonly Fix[] {
  return suggestionOf(
    "Make the control sign requests to functions",
    setArgument(body, "origin_access_control_origin_type", '"lambda"'),
    setArgument(body, "signing_behavior", '"always"'),
  );
}
