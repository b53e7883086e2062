import { didYouMean } from "../../aws/did-you-mean.ts";
import {
  type BlockValue,
  elementsOrSelf,
  isAlways,
  isCallersChoice,
  type Resource,
  stringOf,
  variablesWithin,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const DEFAULT = "default_cache_behavior";
const ORDERED = "ordered_cache_behavior";
const METHODS = "allowed_methods";
const CACHED = "cached_methods";
const TARGET = "target_origin_id";
const POLICY = "cache_policy_id";
const FORWARDED = "forwarded_values";
const DEFAULT_CERTIFICATE = "cloudfront_default_certificate";
const CERTIFICATES = ["acm_certificate_arn", "iam_certificate_id"];

/** The sets of methods that CloudFront accepts, sorted. */
const ALLOWED_SETS: ReadonlySet<string> = new Set([
  "GET HEAD",
  "GET HEAD OPTIONS",
  "DELETE GET HEAD OPTIONS PATCH POST PUT",
]);
const CACHED_SETS: ReadonlySet<string> = new Set(["GET HEAD", "GET HEAD OPTIONS"]);

const example = (methods: string) => `resource "aws_cloudfront_distribution" "orders" {
  enabled = true

  origin {
    origin_id   = "orders"
    domain_name = "orders.example.com"
  }

  default_cache_behavior {
    target_origin_id       = "orders"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ${methods}
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  }
}`;

export default defineRule({
  summary: "A distribution has methods, origins, caching or a certificate that CloudFront refuses",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon CloudFront API reference, AllowedMethods, CacheBehavior, LambdaFunctionAssociation, ViewerCertificate; terraform-aws-cloudfront#40; terraform-aws-cloudfront-s3-cdn#72 (2026-11)",
  why: `CloudFront allows only three sets of methods, origins of the same distribution, either a cache policy or forwarded values,
and custom names only with a certificate for them. Otherwise the apply fails, mostly after everything else has been created.`,
  bad: example('["GET", "HEAD", "POST"]'),
  good: example('["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]'),
  check({ stack }) {
    return stack
      .resources("aws_cloudfront_distribution")
      .flatMap((distribution) => [
        ...[DEFAULT, ORDERED].flatMap((type) =>
          distribution.body.blocks(type).flatMap((behavior) => ofBehavior(behavior, distribution)),
        ),
        ...ofCertificate(distribution),
      ]);
  },
});

function ofBehavior(behavior: BlockValue, distribution: Resource): RuleFinding[] {
  const faults = [
    methodsFault(behavior, distribution),
    cachedFault(behavior, distribution),
    originFault(behavior, distribution),
    cachingFault(behavior, distribution),
    ...behavior.blocks("lambda_function_association").map((association) => bodyFault(association, distribution)),
  ];
  return faults.flatMap((fault) => (fault ? [{ ...fault, resource: distribution.address }] : []));
}

type Fault = Pick<RuleFinding, "at" | "message" | "help" | "fix" | "suggestions">;

function methodsFault(behavior: BlockValue, distribution: Resource): Fault | undefined {
  const methods = methodsOf(behavior, METHODS, distribution);
  if (methods === undefined || ALLOWED_SETS.has(methods)) return undefined;
  return {
    at: behavior.place(METHODS),
    message: `CloudFront does not allow the set of methods ${methods.replaceAll(" ", ", ")}`,
    suggestions: suggestValues(behavior, METHODS, [setWith(methods)]),
    help: "Allow GET and HEAD, these and OPTIONS, or all seven: GET, HEAD, OPTIONS, PUT, POST, PATCH and DELETE",
  };
}

function cachedFault(behavior: BlockValue, distribution: Resource): Fault | undefined {
  const methods = methodsOf(behavior, CACHED, distribution);
  if (methods === undefined || CACHED_SETS.has(methods)) return undefined;
  return {
    at: behavior.place(CACHED),
    message: `CloudFront caches GET and HEAD, with or without OPTIONS, but not ${methods.replaceAll(" ", ", ")}`,
    suggestions: suggestValues(behavior, CACHED, ['["GET", "HEAD"]']),
    help: 'Set cached_methods = ["GET", "HEAD"]',
  };
}

function originFault(behavior: BlockValue, distribution: Resource): Fault | undefined {
  if (isCallersChoice(distribution, TARGET, behavior)) return undefined;
  const target = behavior.string(TARGET);
  const origins = originsOf(distribution);
  if (target === undefined || !origins || origins.has(target)) return undefined;
  return {
    at: behavior.place(TARGET),
    message: `${distribution} has no origin "${target}"`,
    suggestions: suggestValues(behavior, TARGET, likelyOrigins(target, origins)),
    help: `Use the origin_id of one of its origins: ${[...origins].join(", ")}`,
  };
}

function cachingFault(behavior: BlockValue, distribution: Resource): Fault | undefined {
  if (isCallersChoice(distribution, POLICY, behavior)) return undefined;
  const [policy, values] = [behavior.isSet(POLICY), behavior.hasBlock(FORWARDED)];
  const [forwarded] = behavior.blocks(FORWARDED);
  const isOfModule = distribution.module.directory.isStandIn;
  if (policy === "yes" && values === "yes" && forwarded)
    return {
      // the module writes the block by itself
      at: isOfModule ? behavior.place(POLICY) : forwarded.place(),
      message: `A behavior of ${distribution} has both ${POLICY} and ${FORWARDED}, which CloudFront refuses`,
      help: `${isOfModule ? "Set use_forwarded_values = false beside it" : `Remove ${FORWARDED}`}: the cache policy says what is part of the key, and an origin request policy what is sent on`,
      suggestions: suggestionOf(`Remove ${FORWARDED}`, removeBlock(forwarded)),
    };
  if (policy !== "no" || values !== "no") return undefined;
  return {
    at: behavior.place(),
    message: `A behavior of ${distribution} has neither ${POLICY} nor ${FORWARDED}, and CloudFront requires one of them`,
    help: `Set ${POLICY} to the id of a cache policy, for example of AWS's own CachingDisabled`,
  };
}

function bodyFault(association: BlockValue, distribution: Resource): Fault | undefined {
  const event = association.string("event_type");
  if (!event?.endsWith("-response") || !isAlways(distribution, "include_body", true, association)) return undefined;
  return {
    at: association.place("include_body"),
    message: `A function at ${event} does not get the body of a request, but include_body asks for it`,
    suggestions: suggestionOf("Remove include_body", removeArgument(association, "include_body")),
    help: "Remove include_body, or call the function at viewer-request or origin-request",
  };
}

/** The sorted methods; undefined if they are not known, or set by callers. */
function methodsOf(behavior: BlockValue, argument: string, distribution: Resource): string | undefined {
  const { elements, complete } = elementsOrSelf(behavior.value(argument));
  const names = elements.map(stringOf);
  const isKnown = complete && names.length > 0 && !names.includes(undefined);
  // a caller may add a method
  const isOpen = variablesWithin(behavior.place(argument), distribution.module).size > 0;
  return isKnown && !isOpen && !isCallersChoice(distribution, argument, behavior)
    ? [...new Set(names)].sort().join(" ")
    : undefined;
}

/** The ids of origins and origin groups; undefined if there may be others. */
function originsOf({ body }: Resource): ReadonlySet<string> | undefined {
  const types = ["origin", "origin_group"];
  const ids = types.flatMap((type) => body.blocks(type).map((block) => block.string("origin_id")));
  if (ids.includes(undefined) || !types.every((type) => body.knowsAllBlocks(type))) return undefined;
  return new Set(ids.filter((id) => id !== undefined));
}

function ofCertificate(distribution: Resource): RuleFinding[] {
  const { body, address } = distribution;
  const { elements, complete } = elementsOrSelf(body.value("aliases"));
  const hasNames = elements.length > 0 && complete && !isCallersChoice(distribution, "aliases");
  return body.blocks("viewer_certificate").flatMap((certificate): RuleFinding[] => {
    const isDefault = isAlways(distribution, DEFAULT_CERTIFICATE, true, certificate);
    const lacks = (name: string) =>
      certificate.isSet(name) === "no" && !isCallersChoice(distribution, name, certificate);
    if (!hasNames || !CERTIFICATES.every(lacks)) return [];
    if (!isDefault && !lacks(DEFAULT_CERTIFICATE)) return [];
    return [
      {
        at: body.place("aliases"),
        resource: address,
        message: isDefault
          ? `${distribution} has custom names, but uses CloudFront's certificate, which is for none of them`
          : `${distribution} has custom names, but its viewer_certificate names no certificate`,
        help: "Set acm_certificate_arn to a certificate for these names, and ssl_support_method",
      },
    ];
  });
}

/** The smallest set with all these methods, if there is one. */
function setWith(methods: string): string {
  const isWithin = (set: string) => methods.split(" ").every((method) => set.split(" ").includes(method));
  const set = [...ALLOWED_SETS].find(isWithin) ?? [...ALLOWED_SETS].at(-1) ?? "";
  return `[${set
    .split(" ")
    .map((method) => `"${method}"`)
    .join(", ")}]`;
}

function likelyOrigins(target: string, origins: ReadonlySet<string>): readonly string[] {
  const near = origins.size === 1 ? [...origins] : [didYouMean(target, origins)];
  return near.flatMap((origin) => (origin === undefined ? [] : [JSON.stringify(origin)]));
}
