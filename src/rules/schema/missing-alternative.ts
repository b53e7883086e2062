import { isAlways, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { EXACTLY_ONE } from "../shared/schema/exactly-one.ts";
import { ROUTE_TARGETS } from "../shared/schema/route-arguments.ts";

/** The arguments and blocks of which a resource needs one. */
interface Alternatives {
  readonly names: readonly string[];
  /** What they are together, where they are many. */
  readonly called?: string;
  /** What it needs them for; without it, it always does. */
  readonly isNeeded?: (resource: Resource) => boolean;
}

const ALTERNATIVES: Readonly<Record<string, Alternatives>> = {
  aws_cloudwatch_event_rule: { names: ["schedule_expression", "event_pattern"] },
  aws_cognito_user_pool: {
    names: ["software_token_mfa_configuration", "sms_configuration", "email_mfa_configuration"],
    isNeeded: (pool) => ["ON", "OPTIONAL"].some((mode) => isAlways(pool, "mfa_configuration", mode)),
  },
  aws_iam_policy_attachment: { names: ["roles", "users", "groups"] },
  aws_lambda_layer_version: { names: ["filename", "s3_bucket"] },
  aws_route53_record: { names: ["records", "alias"] },
  aws_route: { called: "target", names: ROUTE_TARGETS },
  aws_security_group_rule: {
    names: ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "source_security_group_id", "self"],
  },
  ...Object.fromEntries([...EXACTLY_ONE].map(([type, names]) => [type, { names }])),
};

export default defineRule({
  summary: "A resource has none of a group of arguments of which it needs one",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["aws_route_not_specified_target"] },
  source:
    'AWS provider 6.66.0, documentation, and the source of its resources; AWS Lambda API reference, PublishLayerVersion; Amazon Cognito refuses a second factor without a means: "can\'t disable all MFAs with a required or optional configuration" (2026-11)',
  why: "Terraform stops at plan, or AWS refuses to create the resource.",
  bad: `resource "aws_cloudwatch_event_rule" "nightly" {
  name = "nightly"
}`,
  good: `resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "cron(0 3 * * ? *)"
}`,
  check({ stack }) {
    return Object.entries(ALTERNATIVES).flatMap(([type, { names, called, isNeeded }]) =>
      stack
        .resources(type)
        .filter((resource) => isNeeded?.(resource) ?? true)
        .filter((resource) => names.every((name) => isLeftOut(resource, name)))
        .map((resource) => ({
          at: resource.body.place(),
          resource: resource.address,
          message: called ? `${resource} has no ${called}` : `${resource} has neither ${names.join(" nor ")}`,
          help: `Set ${names.join(" or ")}`,
        })),
    );
  },
});
