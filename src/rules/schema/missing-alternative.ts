import { isLeftOut } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

/** The arguments and blocks of which a resource needs one. */
const ALTERNATIVES: Readonly<Record<string, readonly string[]>> = {
  aws_cloudwatch_event_rule: ["schedule_expression", "event_pattern"],
  aws_lambda_layer_version: ["filename", "s3_bucket"],
};

export default defineRule({
  summary: "A resource has none of the arguments of which it needs one",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, documentation; AWS Lambda API reference, PublishLayerVersion (2026-11)",
  why: "Terraform stops when it plans, or AWS refuses the resource when it is to be made.",
  bad: `resource "aws_cloudwatch_event_rule" "nightly" {
  name = "nightly"
}`,
  good: `resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "cron(0 3 * * ? *)"
}`,
  check({ stack }) {
    return Object.entries(ALTERNATIVES).flatMap(([type, names]) =>
      stack
        .resources(type)
        .filter((resource) => names.every((name) => isLeftOut(resource, name)))
        .map((resource) => ({
          at: resource.body.place(),
          resource: resource.address,
          message: `${resource} has neither ${names.join(" nor ")}`,
          help: `Set ${names.join(" or ")}`,
        })),
    );
  },
});
