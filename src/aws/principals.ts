/**
 * How each AWS service comes to invoke a function, and what that needs.
 * Sources: AWS Lambda developer guide, "Invoking Lambda with events from other AWS services" and "Using resource-based
 * policies" (2026-11); Amazon EventBridge, API Gateway and Cognito developer guides for their principals.
 */

/**
 * - permission: the service calls Lambda by itself, so the function's policy must allow its principal;
 * - poll: Lambda reads from the service with the function's role (an event source mapping); a permission has no effect;
 * - role: the service calls Lambda with a role it was given; a permission has no effect.
 */
export type Invocation = "permission" | "poll" | "role";

/** A kind of source that functions can be called from. */
export interface TriggerSource {
  readonly kind: string;
  readonly principal: string;
  readonly invocation: Invocation;
  /** The service part of the ARNs that `source_arn` (or `event_source_arn`) may name. */
  readonly arnServices: readonly string[];
  /** Whether these ARNs name the account. If not, `source_account` must guard against another owner of that name. */
  readonly arnHasAccount: boolean;
  /** Whether `source_arn` can be given at all; where not (a cycle, or no ARN), `source_account` or a token must do. */
  readonly takesSourceArn: boolean;
  /** Terraform types that stand for the source. */
  readonly resourceTypes: readonly string[];
}

function source(
  kind: string,
  principal: string,
  invocation: Invocation,
  arnServices: readonly string[],
  resourceTypes: readonly string[],
  exceptions: { readonly arnHasAccount?: boolean; readonly takesSourceArn?: boolean } = {},
): TriggerSource {
  return {
    kind,
    principal,
    invocation,
    arnServices,
    resourceTypes,
    arnHasAccount: true,
    takesSourceArn: true,
    ...exceptions,
  };
}

const TRIGGER_SOURCES: readonly TriggerSource[] = [
  // An S3 ARN holds no account: a deleted bucket's name can be taken by anyone.
  source("s3", "s3.amazonaws.com", "permission", ["s3"], ["aws_s3_bucket"], { arnHasAccount: false }),
  source("sns", "sns.amazonaws.com", "permission", ["sns"], ["aws_sns_topic"]),
  source("event-rule", "events.amazonaws.com", "permission", ["events"], ["aws_cloudwatch_event_rule"]),
  source(
    "http-api",
    "apigateway.amazonaws.com",
    "permission",
    ["execute-api"],
    ["aws_apigatewayv2_api", "aws_apigatewayv2_stage"],
  ),
  source(
    "rest-api",
    "apigateway.amazonaws.com",
    "permission",
    ["execute-api"],
    ["aws_api_gateway_rest_api", "aws_api_gateway_stage"],
  ),
  source(
    "alb",
    "elasticloadbalancing.amazonaws.com",
    "permission",
    ["elasticloadbalancing"],
    ["aws_lb_target_group", "aws_alb_target_group"],
  ),
  source("log-subscription", "logs.amazonaws.com", "permission", ["logs"], ["aws_cloudwatch_log_group"]),
  source("cognito", "cognito-idp.amazonaws.com", "permission", ["cognito-idp"], ["aws_cognito_user_pool"]),
  source("iot-rule", "iot.amazonaws.com", "permission", ["iot"], ["aws_iot_topic_rule"]),
  source(
    "alarm",
    "lambda.alarms.cloudwatch.amazonaws.com",
    "permission",
    ["cloudwatch"],
    ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"],
  ),
  source(
    "secret-rotation",
    "secretsmanager.amazonaws.com",
    "permission",
    ["secretsmanager"],
    ["aws_secretsmanager_secret"],
  ),
  // The rule's ARN is known only after the rule, which needs the permission first.
  source("config-rule", "config.amazonaws.com", "permission", ["config"], ["aws_config_config_rule"], {
    takesSourceArn: false,
  }),
  source("ses-receipt", "ses.amazonaws.com", "permission", ["ses"], ["aws_ses_receipt_rule"]),
  source("codecommit", "codecommit.amazonaws.com", "permission", ["codecommit"], ["aws_codecommit_repository"]),
  source("lex", "lexv2.amazonaws.com", "permission", ["lex"], ["aws_lexv2models_bot", "aws_lexv2models_bot_version"]),
  source("lex-v1", "lex.amazonaws.com", "permission", ["lex"], ["aws_lex_bot", "aws_lex_intent"]),
  source("connect", "connect.amazonaws.com", "permission", ["connect"], ["aws_connect_instance"]),
  source("bedrock-agent", "bedrock.amazonaws.com", "permission", ["bedrock"], ["aws_bedrockagent_agent"]),
  source("lattice", "vpc-lattice.amazonaws.com", "permission", ["vpc-lattice"], ["aws_vpclattice_target_group"]),
  source("appsync-authorizer", "appsync.amazonaws.com", "permission", ["appsync"], ["aws_appsync_graphql_api"]),
  source("cloudfront-url", "cloudfront.amazonaws.com", "permission", ["cloudfront"], ["aws_cloudfront_distribution"]),
  // A skill has an id (`event_source_token`), no ARN.
  source("alexa-skill", "alexa-appkit.auth.amazon.com", "permission", [], [], {
    takesSourceArn: false,
    arnHasAccount: false,
  }),
  source("alexa-home", "alexa-connectedhome.amazon.com", "permission", [], [], {
    takesSourceArn: false,
    arnHasAccount: false,
  }),

  source("sqs", "sqs.amazonaws.com", "poll", ["sqs"], ["aws_sqs_queue"]),
  source("dynamodb-stream", "dynamodb.amazonaws.com", "poll", ["dynamodb"], ["aws_dynamodb_table"]),
  source(
    "kinesis",
    "kinesis.amazonaws.com",
    "poll",
    ["kinesis"],
    ["aws_kinesis_stream", "aws_kinesis_stream_consumer"],
  ),
  source("msk", "kafka.amazonaws.com", "poll", ["kafka"], ["aws_msk_cluster", "aws_msk_serverless_cluster"]),
  source("mq", "mq.amazonaws.com", "poll", ["mq"], ["aws_mq_broker"]),
  // DocumentDB's ARNs belong to rds, and it has no principal of its own.
  source("documentdb", "rds.amazonaws.com", "poll", ["rds"], ["aws_docdb_cluster"]),

  source("state-machine", "states.amazonaws.com", "role", ["states"], ["aws_sfn_state_machine"]),
  source(
    "schedule",
    "scheduler.amazonaws.com",
    "role",
    ["scheduler"],
    ["aws_scheduler_schedule", "aws_scheduler_schedule_group"],
  ),
  source("pipe", "pipes.amazonaws.com", "role", ["pipes"], ["aws_pipes_pipe"]),
  source("firehose", "firehose.amazonaws.com", "role", ["firehose"], ["aws_kinesis_firehose_delivery_stream"]),
];

const BY_TYPE = new Map(TRIGGER_SOURCES.flatMap((each) => each.resourceTypes.map((type) => [type, each] as const)));

/** The source that a Terraform type stands for, or undefined. */
export function triggerSourceOfType(resourceType: string): TriggerSource | undefined {
  return BY_TYPE.get(resourceType);
}

/**
 * What a principal of aws_lambda_permission stands for: one source or several (apigateway.amazonaws.com), none if
 * unknown. Regional forms (`logs.eu-west-1.amazonaws.com`) and other partitions (`.amazonaws.com.cn`) count as well.
 */
export function triggerSourcesOfPrincipal(principal: string): readonly TriggerSource[] {
  const global = toGlobalPrincipal(principal);
  return TRIGGER_SOURCES.filter((each) => each.principal === global);
}

/** `logs.eu-west-1.amazonaws.com.cn` → `logs.amazonaws.com`; anything else as it is. */
export function toGlobalPrincipal(principal: string): string {
  return principal
    .toLowerCase()
    .replace(/\.amazonaws\.com(?:\.cn)?$/, ".amazonaws.com")
    .replace(/\.[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com$/, ".amazonaws.com");
}
