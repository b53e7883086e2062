import { dependsOn, type Stack } from "../../lambda/index.ts";
import { ignoredChanges, isKeptFromDestruction, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";
import { setInBlock } from "../shared/edits/blocks.ts";
import { fixOf } from "../shared/edits/fixes.ts";

/** The arguments for a certificate, with the blocks that they are in. */
const USES: readonly (readonly [type: string, path: readonly string[], argument: string])[] = [
  ["aws_alb_listener", [], "certificate_arn"],
  ["aws_api_gateway_domain_name", [], "certificate_arn"],
  ["aws_api_gateway_domain_name", [], "regional_certificate_arn"],
  ["aws_apigatewayv2_domain_name", ["domain_name_configuration"], "certificate_arn"],
  ["aws_appsync_domain_name", [], "certificate_arn"],
  ["aws_cloudfront_distribution", ["viewer_certificate"], "acm_certificate_arn"],
  ["aws_cognito_user_pool_domain", [], "certificate_arn"],
  ["aws_lb_listener", [], "certificate_arn"],
  ["aws_lb_listener_certificate", [], "certificate_arn"],
];

const NAMES = ["domain_name", "subject_alternative_names"];

const example = (lifecycle: string) => `resource "aws_acm_certificate" "shop" {
  domain_name       = "shop.example.com"
  validation_method = "DNS"
${lifecycle}}

resource "aws_apigatewayv2_domain_name" "shop" {
  domain_name = "shop.example.com"

  domain_name_configuration {
    certificate_arn = aws_acm_certificate.shop.arn
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }
}`;

export default defineRule({
  summary: "A certificate in use cannot be replaced by one for other domain names",
  severity: "info",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["aws_acm_certificate_lifecycle"] },
  source: "Terraform AWS provider 6.66, aws_acm_certificate; hashicorp/terraform-provider-aws issue 4712 (2026-11)",
  why: `A change of the domain names replaces the certificate. Terraform deletes the old one first, and ACM refuses that as long
as a listener, a domain or a distribution uses it: the apply waits, and fails with ResourceInUseException.`,
  bad: example(""),
  good: example("\n  lifecycle {\n    create_before_destroy = true\n  }\n"),
  check({ stack }) {
    const users = usersOf(stack);
    return stack.resources("aws_acm_certificate").flatMap((certificate) => {
      const { address, body, module } = certificate;
      const user = users.get(certificate);
      // an imported certificate is replaced in place
      if (!user || module.directory.isStandIn || body.isSet("certificate_body") !== "no") return [];
      if (isCreatedFirst(certificate) || isDrawnAlong(certificate, stack)) return [];
      if (isKept(certificate)) return [];
      const lifecycle = body.block("lifecycle");
      return [
        {
          at: lifecycle?.place("create_before_destroy") ?? body.place(),
          resource: address,
          message: `When the domain names of ${address} change, ${user} prevents deleting it before there is another`,
          help: "Add lifecycle { create_before_destroy = true }",
          fix: fixOf(
            "Set create_before_destroy to true",
            setInBlock(body, "lifecycle", "create_before_destroy", "true"),
          ),
        },
      ];
    });
  },
});

/** By each certificate, a resource that uses it, directly or by way of its validation. */
function usersOf(stack: Stack): ReadonlyMap<Resource, Resource> {
  const used = USES.flatMap(([type, path, argument]) =>
    stack.resources(type).flatMap((user) =>
      blocksAt(user.body, path).flatMap((block) => {
        const certificate = referredOfType(block.value(argument), "aws_acm_certificate");
        return certificate?.mode === "managed" ? [[certificate, user] as const] : [];
      }),
    ),
  );
  return new Map(used);
}

/** Whether a resource's replacement is created before it is deleted, as far as is known. */
function isCreatedFirst({ body }: Resource): boolean {
  const lifecycle = body.block("lifecycle");
  if (!lifecycle || lifecycle.isSet("create_before_destroy") === "no") return false;
  return lifecycle.boolean("create_before_destroy") !== false;
}

/** Whether Terraform never replaces a certificate because of its domain names. */
function isKept(certificate: Resource): boolean {
  const ignored = ignoredChanges(certificate);
  const ignoresNames = ignored === "all" || NAMES.every((name) => ignored.has(name));
  return ignoresNames || isKeptFromDestruction(certificate);
}

/**
 * Terraform treats everything that such a resource depends on in the same way (language reference, lifecycle, 2026-11).
 */
function isDrawnAlong(certificate: Resource, stack: Stack): boolean {
  return stack.managed.some((other) => isCreatedFirst(other) && dependsOn(other, certificate) !== "no");
}
