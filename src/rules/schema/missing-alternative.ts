import { isAlways, isCallersChoice, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { EXACTLY_ONE } from "../shared/schema/exactly-one.ts";
import { ROUTE_TARGETS } from "../shared/schema/route-arguments.ts";

/** Arguments and blocks of which a resource, or a block of it, needs one. */
interface Alternatives {
  readonly names: readonly string[];
  /** What they are together, where they are many. */
  readonly called?: string;
  /** The block that they are in, rather than the resource. */
  readonly within?: string;
  /** The argument that is only accepted with one of them; without it, one is always needed unless `isNeeded` says no. */
  readonly requiredBy?: string;
  readonly isNeeded?: (resource: Resource) => boolean;
}

const ALTERNATIVES: readonly (readonly [type: string, alternatives: Alternatives])[] = [
  ...[...EXACTLY_ONE].map(([type, names]) => [type, { names }] as const),
  [
    "aws_appautoscaling_scheduled_action",
    { within: "scalable_target_action", names: ["min_capacity", "max_capacity"] },
  ],
  ["aws_cloudwatch_event_rule", { names: ["schedule_expression", "event_pattern"] }],
  ["aws_cloudwatch_metric_alarm", { names: ["metric_name", "metric_query", "evaluation_criteria"] }],
  [
    "aws_cognito_user_pool",
    {
      names: ["software_token_mfa_configuration", "sms_configuration", "email_mfa_configuration"],
      isNeeded: (pool) => ["ON", "OPTIONAL"].some((mode) => isAlways(pool, "mfa_configuration", mode)),
    },
  ],
  ["aws_iam_policy_attachment", { names: ["roles", "users", "groups"] }],
  ["aws_lambda_layer_version", { names: ["filename", "s3_bucket"] }],
  ["aws_nat_gateway", { names: ["allocation_id"], isNeeded: isPublicInOneZone }],
  ["aws_route", { called: "target", names: ROUTE_TARGETS }],
  ["aws_route53_record", { names: ["records", "alias"] }],
  [
    "aws_secretsmanager_secret_rotation",
    { within: "rotation_rules", names: ["automatically_after_days", "schedule_expression"] },
  ],
  ["aws_secretsmanager_secret_version", { names: ["secret_string_wo_version"], requiredBy: "secret_string_wo" }],
  [
    "aws_security_group_rule",
    { names: ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "source_security_group_id", "self"] },
  ],
  ["aws_sns_topic_subscription", { names: ["filter_policy"], requiredBy: "filter_policy_scope" }],
  ["aws_ssm_parameter", { names: ["value_wo_version"], requiredBy: "value_wo" }],
];

export default defineRule({
  summary: "A resource has none of a group of arguments of which it needs one, or lacks one that another requires",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["aws_route_not_specified_target"] },
  source:
    'AWS provider 6.66.0, documentation, and the source of its resources; API references of Lambda (PublishLayerVersion), CloudWatch (PutMetricAlarm) and EC2 (CreateNatGateway); Amazon Cognito refuses a second factor without a means: "can\'t disable all MFAs with a required or optional configuration" (2026-11)',
  why: "Terraform stops at plan, or AWS refuses to create the resource.",
  bad: `resource "aws_cloudwatch_event_rule" "nightly" {
  name = "nightly"
}`,
  good: `resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "cron(0 3 * * ? *)"
}`,
  check({ stack }) {
    return ALTERNATIVES.flatMap(([type, alternatives]) =>
      stack.resources(type).flatMap((resource) => missing(resource, alternatives)),
    );
  },
});

function missing(resource: Resource, alternatives: Alternatives): RuleFinding[] {
  const { names, within, requiredBy, isNeeded } = alternatives;
  if (isNeeded?.(resource) === false || (requiredBy !== undefined && !isGiven(resource, requiredBy))) return [];
  const bodies = within === undefined ? [resource.body] : resource.body.blocks(within);
  return bodies
    .filter((body) => names.every((name) => isLeftOut(resource, name, body)))
    .map((body) => ({
      at: requiredBy === undefined ? body.place() : body.namePlace(requiredBy),
      resource: resource.address,
      message: messageOf(resource, alternatives),
      help: `Set ${names.join(" or ")}`,
    }));
}

function messageOf(resource: Resource, { names, called, within, requiredBy }: Alternatives): string {
  const holder = within === undefined ? `${resource}` : `${within} of ${resource}`;
  if (requiredBy !== undefined) return `${holder} has ${requiredBy}, but no ${names.join(" or ")}`;
  if (called !== undefined || names.length === 1) return `${holder} has no ${called ?? names.join(" or ")}`;
  return `${holder} has neither ${names.join(" nor ")}`;
}

/** Whether an argument surely has a value, whoever calls the module. */
function isGiven(resource: Resource, name: string): boolean {
  return resource.body.isSet(name) === "yes" && !isCallersChoice(resource, name);
}

/** A NAT gateway is public and in one zone unless it says otherwise. */
function isPublicInOneZone(gateway: Resource): boolean {
  const is = (name: string, value: string) => isLeftOut(gateway, name) || isAlways(gateway, name, value);
  return is("connectivity_type", "public") && is("availability_mode", "zonal");
}
