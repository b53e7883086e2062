import { knownPrefix, type Place, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { fixOf } from "../shared/edits/fixes.ts";
import { replaceValue } from "../shared/edits/values.ts";

/** Attributes whose value is a whole URL. */
const URLS: ReadonlySet<string> = new Set([
  "aws_lambda_function_url.function_url",
  "aws_apigatewayv2_api.api_endpoint",
  "aws_apigatewayv2_stage.invoke_url",
  "aws_api_gateway_stage.invoke_url",
  "aws_api_gateway_deployment.invoke_url",
]);

const example = (domain: string) => `resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
}

resource "aws_cloudfront_distribution" "orders" {
  enabled = true

  origin {
    origin_id   = "orders"
    domain_name = ${domain}

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
}`;

export default defineRule({
  summary: "A CloudFront origin has a URL where a domain name is required",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon CloudFront API reference, Origin: DomainName; AWS provider 6.66.0, aws_lambda_function_url: function_url; aws_apigatewayv2_api: api_endpoint (2026-11)",
  why: `The domain name of an origin is just a host name. CloudFront refuses one with a scheme or a path when the distribution is
created, in the middle of the apply.`,
  bad: example("aws_apigatewayv2_api.orders.api_endpoint"),
  good: example('split("/", aws_apigatewayv2_api.orders.api_endpoint)[2]'),
  check({ stack }) {
    return stack.resources("aws_cloudfront_distribution").flatMap(({ address, body }) =>
      body.blocks("origin").flatMap((origin) => {
        const url = urlOf(origin.value("domain_name"));
        if (url === undefined) return [];
        const at = origin.place("domain_name");
        const fix = hostFix(at) ?? hostOf(origin.value("domain_name"));
        return [
          {
            at,
            resource: address,
            message: `The domain name of an origin of ${address} is ${url}, but must be just a host name`,
            help: 'Use the host of the URL: split("/", url)[2]; a path, such as a stage, belongs in origin_path',
            fix,
          },
        ];
      }),
    );
  },
});

/** The reference or text, if it is certainly not a host: a reference to a URL, or a text with a scheme or a path. */
function urlOf(value: Value): string | undefined {
  if (value.kind === "known" || value.kind === "template") {
    const text = knownPrefix(value);
    return text.includes("/") ? `"${text}${value.kind === "template" ? "…" : ""}"` : undefined;
  }
  const reference = value.kind === "unknown" ? value.via : undefined;
  const [attribute, ...deeper] = reference?.path ?? [];
  if (!reference || deeper.length > 0 || !URLS.has(`${reference.resource.type}.${attribute}`)) return undefined;
  return `the ${attribute} of ${reference.resource}`;
}

/** Only if the reference is written there. */
function hostFix(place: Place): Fix | undefined {
  const written = place.file.slice(place);
  if (!/^aws_\w+\.[\w-]+(?:\[[^\]]*\])?\.\w+$/.test(written)) return undefined;
  return { title: "Use the host of the URL", edits: [{ place, newText: `split("/", ${written})[2]` }] };
}

/** A URL that is written out and consists of nothing but its host. */
function hostOf(value: Value): Fix | undefined {
  const host = /^https?:\/\/([\w.-]+)\/?$/.exec(stringOf(value) ?? "")?.[1];
  return host === undefined ? undefined : fixOf("Write only the host", replaceValue(value, `"${host}"`));
}
