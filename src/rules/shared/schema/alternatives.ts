import { isAlways, isCallersChoice, isLeftOut, knownPrefix, type Resource } from "../../../terraform/index.ts";
import { EXACTLY_ONE } from "./exactly-one.ts";
import { LOGINS } from "./nested-groups.ts";
import { ROUTE_TARGETS } from "./route-arguments.ts";

/** Arguments and blocks of which a resource, or a block of it, needs one. */
export interface Alternatives {
  readonly names: readonly string[];
  /** What they are together, where they are many. */
  readonly called?: string;
  /** The block that they are in, rather than the resource. */
  readonly within?: string;
  /**
   * The argument that is only accepted with one of them; without it, one is always needed unless `isNeeded` says no.
   */
  readonly requiredBy?: string;
  /** The argument of the resource whose value makes it necessary. */
  readonly neededFor?: Cause;
  readonly isNeeded?: (resource: Resource) => boolean;
}

/** An argument with a value, which it may also have if it is not written. */
export interface Cause {
  readonly argument: string;
  readonly value: string;
  readonly isDefault?: true;
}

/** What each kind of scaling policy has to be configured by. */
const SCALINGS: readonly (readonly [block: string, kind: Cause])[] = [
  ["step_scaling_policy_configuration", { argument: "policy_type", value: "StepScaling", isDefault: true }],
  ["target_tracking_scaling_policy_configuration", { argument: "policy_type", value: "TargetTrackingScaling" }],
  ["predictive_scaling_policy_configuration", { argument: "policy_type", value: "PredictiveScaling" }],
];

/** What each kind of connection has to log in with. */
const CONNECTIONS: readonly (readonly [block: string, kind: Cause])[] = [
  ["api_key", { argument: "authorization_type", value: "API_KEY" }],
  ["basic", { argument: "authorization_type", value: "BASIC" }],
  ["oauth", { argument: "authorization_type", value: "OAUTH_CLIENT_CREDENTIALS" }],
];

/** Where Firehose can deliver to: each destination has a block of its name. */
const DESTINATIONS = [
  "elasticsearch",
  "extended_s3",
  "http_endpoint",
  "iceberg",
  "opensearch",
  "opensearchserverless",
  "redshift",
  "snowflake",
  "splunk",
];

/** What a resource of a type has to have one of. */
export const ALTERNATIVES: readonly (readonly [type: string, alternatives: Alternatives])[] = [
  ...[...EXACTLY_ONE].map(([type, names]) => [type, { names }] as const),
  ...SCALINGS.map(([block, kind]) => ["aws_appautoscaling_policy", { names: [block], neededFor: kind }] as const),
  [
    "aws_appautoscaling_scheduled_action",
    { within: "scalable_target_action", names: ["min_capacity", "max_capacity"] },
  ],
  ...CONNECTIONS.map(
    ([block, kind]) =>
      ["aws_cloudwatch_event_connection", { within: "auth_parameters", names: [block], neededFor: kind }] as const,
  ),
  [
    "aws_cloudwatch_event_connection",
    {
      within: "auth_parameters",
      names: LOGINS,
      isNeeded: (connection) => !CONNECTIONS.some(([, kind]) => isGivenCause(connection, kind)),
    },
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
  ["aws_cognito_user_pool_domain", { names: ["certificate_arn"], isNeeded: isDomainOfYourOwn }],
  ["aws_iam_policy_attachment", { names: ["roles", "users", "groups"] }],
  ...DESTINATIONS.map(
    (value) =>
      [
        "aws_kinesis_firehose_delivery_stream",
        { names: [`${value}_configuration`], neededFor: { argument: "destination", value } },
      ] as const,
  ),
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

/** Whether an argument surely has the value that makes something necessary, whoever calls the module. */
export function isGivenCause(resource: Resource, { argument, value, isDefault }: Cause): boolean {
  return isAlways(resource, argument, value) || (isDefault === true && isLeftOut(resource, argument));
}

/** Whether the domain of a user pool is not a prefix of Amazon's, which has no dots. */
function isDomainOfYourOwn(domain: Resource): boolean {
  return knownPrefix(domain.body.value("domain")).includes(".") && !isCallersChoice(domain, "domain");
}

/** A NAT gateway is public and in one zone unless it says otherwise. */
function isPublicInOneZone(gateway: Resource): boolean {
  const is = (name: string, value: string) => isLeftOut(gateway, name) || isAlways(gateway, name, value);
  return is("connectivity_type", "public") && is("availability_mode", "zonal");
}
