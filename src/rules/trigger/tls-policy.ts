import { setArgument } from "../edits.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A domain of an API accepts TLS 1.0 and 1.1",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_206"],
    trivy: ["AWS-0005"],
    kics: ["api_gateway_without_security_policy"],
    cfn_nag: ["W62"],
  },
  source: "Amazon API Gateway developer guide, Choose a security policy for your custom domain (2026-11)",
  why: "TLS 1.0 and 1.1 are broken and withdrawn: browsers refuse them, and audits fail on them. No client of today needs them.",
  bad: `resource "aws_api_gateway_domain_name" "orders" {
  domain_name     = "orders.example.org"
  security_policy = "TLS_1_0"
}`,
  good: `resource "aws_api_gateway_domain_name" "orders" {
  domain_name     = "orders.example.org"
  security_policy = "TLS_1_2"
}`,
  check({ stack }) {
    return stack.resources("aws_api_gateway_domain_name").flatMap(({ address, body }) => {
      if (body.string("security_policy") !== "TLS_1_0") return [];
      const edit = setArgument(body, "security_policy", '"TLS_1_2"');
      return [
        {
          at: body.place("security_policy"),
          resource: address,
          message: `${address} accepts connections with TLS 1.0 and 1.1`,
          help: 'Set security_policy = "TLS_1_2"',
          ...(edit && { fix: { title: 'Set security_policy to "TLS_1_2"', edits: [edit] } }),
        },
      ];
    });
  },
});
