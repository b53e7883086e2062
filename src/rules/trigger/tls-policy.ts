import { type BlockValue, elementsOrSelf, isCallersChoice, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

/** The argument for the accepted versions of TLS of a kind of service, and values that include old ones. */
interface Policy {
  readonly types: readonly string[];
  readonly path: readonly string[];
  readonly argument: string;
  readonly isOld: (policy: string) => boolean;
  readonly instead: string;
  /** The default, if it includes old versions, and the arguments with which it applies. */
  readonly unset?: { readonly policy: string; readonly beside: readonly string[] };
}

const POLICIES: readonly Policy[] = [
  {
    types: ["aws_api_gateway_domain_name"],
    path: [],
    argument: "security_policy",
    isOld: (policy) => policy === "TLS_1_0",
    instead: "TLS_1_2",
  },
  {
    types: ["aws_apigatewayv2_domain_name"],
    path: ["domain_name_configuration"],
    argument: "security_policy",
    isOld: (policy) => policy === "TLS_1_0",
    instead: "TLS_1_2",
  },
  {
    types: ["aws_cloudfront_distribution"],
    path: ["viewer_certificate"],
    argument: "minimum_protocol_version",
    isOld: (policy) => /^(?:SSLv3|TLSv1(?:_2016|\.1_2016)?)$/.test(policy),
    instead: "TLSv1.2_2021",
    // AWS provider 6.66.0, aws_cloudfront_distribution: minimum_protocol_version, "Default: TLSv1"
    unset: { policy: "TLSv1", beside: ["acm_certificate_arn", "iam_certificate_id"] },
  },
  {
    types: ["aws_cloudfront_distribution"],
    path: ["origin", "custom_origin_config"],
    argument: "origin_ssl_protocols",
    isOld: (policy) => /^(?:SSLv3|TLSv1(?:\.1)?)$/.test(policy),
    instead: "TLSv1.2",
  },
  {
    types: ["aws_lb_listener", "aws_alb_listener"],
    path: [],
    argument: "ssl_policy",
    isOld: (policy) =>
      /^ELBSecurityPolicy-(?:2015-05|2016-08|TLS-1-[01]-|FS-2018-06$|FS-1-1-|TLS13-1-[01]-)/.test(policy),
    instead: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  },
  {
    types: ["aws_opensearch_domain", "aws_elasticsearch_domain"],
    path: ["domain_endpoint_options"],
    argument: "tls_security_policy",
    isOld: (policy) => policy === "Policy-Min-TLS-1-0-2019-07",
    instead: "Policy-Min-TLS-1-2-PFS-2023-10",
  },
];

export default defineRule({
  summary: "A domain name, a distribution, a load balancer or a search domain supports TLS 1.0 or 1.1",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_103", "CKV_AWS_174", "CKV_AWS_206", "CKV_AWS_228", "CKV2_AWS_54"],
    trivy: ["AWS-0005", "AWS-0013", "AWS-0047", "AWS-0126"],
    kics: ["api_gateway_without_security_policy", "cloudfront_without_minimum_protocol_tls_1.2"],
    cfn_nag: ["W62", "W70"],
  },
  source:
    "Amazon API Gateway developer guide, Choose a security policy; Amazon CloudFront developer guide, Supported protocols and ciphers; Elastic Load Balancing user guide, Security policies (2026-11)",
  why: "TLS 1.0 and 1.1 are insecure and retired: browsers refuse them, and audits fail on them. No current client needs them.",
  bad: `resource "aws_api_gateway_domain_name" "orders" {
  domain_name     = "orders.example.org"
  security_policy = "TLS_1_0"
}`,
  good: `resource "aws_api_gateway_domain_name" "orders" {
  domain_name     = "orders.example.org"
  security_policy = "TLS_1_2"
}`,
  check({ stack }) {
    return POLICIES.flatMap((policy) =>
      policy.types
        .flatMap((type) => stack.resources(type))
        .flatMap((resource) =>
          blocksAt(resource.body, policy.path).flatMap((block) => outdated(resource, block, policy)),
        ),
    );
  },
});

function outdated(resource: Resource, block: BlockValue, { argument, isOld, instead, unset }: Policy): RuleFinding[] {
  const value = block.value(argument);
  const written = elementsOrSelf(value).elements.map(stringOf);
  const isUnset = block.isSet(argument) === "no" && unset?.beside.some((name) => block.isSet(name) === "yes");
  const old = isUnset ? unset?.policy : written.find((text) => isOld(text ?? ""));
  // CloudFront's own certificate implies the TLS versions of its domain
  const isOwnDomain = block.boolean("cloudfront_default_certificate") === true;
  if (!old || !block.isCertain || isOwnDomain || isCallersChoice(resource, argument, block)) return [];
  const text = value.kind === "list" ? `["${instead}"]` : `"${instead}"`;
  return [
    {
      at: block.place(argument),
      resource: resource.address,
      message: `${resource} supports TLS 1.1 or older: ${argument} is ${old}${isUnset ? " by default" : ""}`,
      help: `Set ${argument} = ${text}`,
      // clients, or an origin, may have to be changed first
      suggestions: suggestValues(block, argument, [text]),
    },
  ];
}
