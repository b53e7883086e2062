import type { Stack } from "../../lambda/index.ts";
import { isAlways, isCallersChoice, isLeftOut, type Place, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";
import { setArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { turnOn } from "../shared/edits/switches.ts";
import { isRedis, type Switch, toSwitch, whereOff } from "../shared/resources/switches.ts";

/** Clear text in a resource: where it is chosen, and what to write instead. */
interface ClearText {
  readonly resource: Resource;
  readonly at: Place;
  readonly what: string;
  readonly help: string;
  readonly suggestions?: readonly Fix[];
}

/** The argument that turns on encryption in each type of resource, and whether encryption is off by default. */
const SWITCHES: readonly (readonly [type: string, name: string, isOffByDefault: boolean, what: string])[] = [
  ...(["aws_opensearch_domain", "aws_elasticsearch_domain"] as const).flatMap(
    (type) =>
      [
        [type, "domain_endpoint_options.enforce_https", true, "answers requests without TLS"],
        [type, "node_to_node_encryption.enabled", true, "sends data between its nodes in plain text"],
      ] as const,
  ),
  ["aws_appsync_api_cache", "transit_encryption_enabled", true, "can be reached without TLS"],
];

/** What is created anew for transit_encryption_enabled (AWS provider 6.66.0). */
const REPLACED: ReadonlyMap<string, string> = new Map([
  ["aws_appsync_api_cache", ", which replaces the cache"],
  ["aws_elasticache_replication_group", ", which replaces a group of a Redis version before 7.0.5"],
]);

const BEHAVIORS = ["default_cache_behavior", "ordered_cache_behavior"];

const example = (policy: string) => `resource "aws_cloudfront_distribution" "site" {
  enabled = true

  origin {
    domain_name = "orders.example.org"
    origin_id   = "orders"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    target_origin_id       = "orders"
    viewer_protocol_policy = "${policy}"
  }
}`;

export default defineRule({
  summary: "A service around functions can be reached without TLS",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_2", "CKV_AWS_6", "CKV_AWS_30", "CKV_AWS_34", "CKV_AWS_83", "CKV2_AWS_69"],
    trivy: ["AWS-0012", "AWS-0043", "AWS-0046", "AWS-0051", "AWS-0054"],
    kics: [
      "cloudfront_viewer_protocol_policy_allows_http",
      "elasticsearch_with_https_disabled",
      "alb_listening_on_http",
    ],
  },
  source: "AWS provider 6.66.0, documentation; developer guides of the services, encryption in transit (2026-11)",
  why: `What is sent in plain text can be read and changed on the way: session cookies, tokens and the data itself. Clients that
still use HTTP can be redirected to HTTPS, and notice no difference.`,
  ignoreWhen: "The service is only reached over a private network that you trust.",
  bad: example("allow-all"),
  good: example("redirect-to-https"),
  check({ stack }) {
    return [
      ...switchedOff(stack),
      ...caches(stack),
      ...listeners(stack),
      ...distributions(stack),
      ...accelerators(stack),
      ...databases(stack),
      ...subscriptions(stack),
    ].map(({ resource, what, ...found }) => ({ ...found, resource: resource.address, message: `${resource} ${what}` }));
  },
});

function switchedOff(stack: Stack): ClearText[] {
  return SWITCHES.flatMap(([type, name, isOffByDefault, what]) =>
    stack.resources(type).flatMap((resource) => {
      return withoutSwitch(resource, toSwitch(name, { isOffByDefault }), what);
    }),
  );
}

function withoutSwitch(resource: Resource, one: Switch, what: string): ClearText[] {
  const at = whereOff(resource, one);
  const name = [...one.path, one.argument].join(".");
  const suggestions = suggestionOf(`Set ${name} to true${REPLACED.get(resource.type) ?? ""}`, turnOn(resource, one));
  return at ? [{ resource, at, what, help: `Set ${name} to true`, suggestions }] : [];
}

function caches(stack: Stack): ClearText[] {
  const name = "transit_encryption_enabled";
  return stack.resources("aws_elasticache_replication_group").flatMap((resource) => {
    return withoutSwitch(resource, toSwitch(name, { isOffByDefault: isRedis(resource) }), "can be reached without TLS");
  });
}

/** Listeners for HTTP that answer themselves; to send on to HTTPS is what they are for. */
function listeners(stack: Stack): ClearText[] {
  return ["aws_lb_listener", "aws_alb_listener"]
    .flatMap((type) => stack.resources(type))
    .filter((listener) => isAlways(listener, "protocol", "HTTP"))
    .filter((listener) =>
      listener.body
        .blocks("default_action")
        .some((action) => action.isCertain && isAlways(listener, "type", "forward", action)),
    )
    .map((resource) => ({
      resource,
      at: resource.body.place("protocol"),
      what: "answers requests without TLS",
      help: 'Make its default_action a redirect to HTTPS, and serve requests in a listener with protocol = "HTTPS"',
    }));
}

function distributions(stack: Stack): ClearText[] {
  return stack.resources("aws_cloudfront_distribution").flatMap((resource) => {
    const policy = "viewer_protocol_policy";
    const behaviors = BEHAVIORS.flatMap((type) => resource.body.blocks(type))
      .filter((behavior) => behavior.isCertain && isAlways(resource, policy, "allow-all", behavior))
      .map((behavior) => ({
        resource,
        at: behavior.place(policy),
        what: "answers requests without TLS",
        help: `Set ${policy} = "redirect-to-https"`,
        suggestions: suggestValues(behavior, policy, ['"redirect-to-https"']),
      }));
    return [...behaviors, ...origins(resource)];
  });
}

/** Origins that are asked without TLS; the websites of buckets answer in no other way. */
function origins(resource: Resource): ClearText[] {
  const policy = "origin_protocol_policy";
  return resource.body
    .blocks("origin")
    .filter((origin) => origin.string("domain_name")?.includes(".s3-website") === false)
    .flatMap((origin) => blocksAt(origin, ["custom_origin_config"]))
    .filter((origin) => isAlways(resource, policy, "http-only", origin))
    .map((origin) => ({
      resource,
      at: origin.place(policy),
      what: "calls an origin without TLS",
      help: `Set ${policy} = "https-only"`,
      suggestions: suggestValues(origin, policy, ['"https-only"']),
    }));
}

function accelerators(stack: Stack): ClearText[] {
  const type = "cluster_endpoint_encryption_type";
  return stack
    .resources("aws_dax_cluster")
    .filter((cluster) => isAlways(cluster, type, "NONE") || isLeftOut(cluster, type))
    .map((resource) => ({
      resource,
      at: resource.body.place(type),
      what: "can be reached without TLS",
      help: `Set ${type} = "TLS"`,
      suggestions: suggestionOf("Recreate the cluster with TLS", setArgument(resource.body, type, '"TLS"')),
    }));
}

/** What a database asks of its clients, by the name of the parameter. */
const REQUIRES_TLS = ["rds.force_ssl", "require_secure_transport"];

function databases(stack: Stack): ClearText[] {
  return ["aws_db_parameter_group", "aws_rds_cluster_parameter_group"]
    .flatMap((type) => stack.resources(type))
    .flatMap((resource) =>
      resource.body
        .blocks("parameter")
        .filter((parameter) => parameter.isCertain && !isCallersChoice(resource, "value", parameter))
        .flatMap((parameter) => {
          const name = REQUIRES_TLS.find((one) => parameter.string("name") === one);
          const value = parameter.string("value") ?? parameter.number("value");
          if (name === undefined || !/^(?:0|off)$/i.test(String(value))) return [];
          return [
            {
              resource,
              at: parameter.place("value"),
              what: "lets clients of a database connect without TLS",
              help: `Set ${name} to 1`,
              suggestions: suggestValues(parameter, "value", ['"1"']),
            },
          ];
        }),
    );
}

/** Subscriptions to which SNS delivers by HTTP; a port of its own would be another one with TLS. */
function subscriptions(stack: Stack): ClearText[] {
  const [protocol, endpoint] = ["protocol", "endpoint"];
  return stack
    .resources("aws_sns_topic_subscription")
    .filter((subscription) => isAlways(subscription, protocol, "http"))
    .map((resource) => {
      const url = isCallersChoice(resource, endpoint) ? undefined : resource.body.string(endpoint);
      const [, rest] = /^http:\/\/([^/:]+(?:\/.*)?)$/i.exec(url ?? "") ?? [];
      const edits = [
        setArgument(resource.body, protocol, '"https"'),
        rest === undefined ? undefined : setArgument(resource.body, endpoint, JSON.stringify(`https://${rest}`)),
      ];
      return {
        resource,
        at: resource.body.place(protocol),
        what: "gets its messages without TLS",
        help: 'Set protocol = "https", with an endpoint that begins with https://',
        suggestions: suggestionOf("Deliver by HTTPS, with a new subscription that has to be confirmed", ...edits),
      };
    });
}
