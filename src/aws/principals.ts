/**
 * How each AWS service invokes a function, and what that requires.
 * Sources: AWS Lambda developer guide, "Invoking Lambda with events from other AWS services" and "Using resource-based
 * policies" (2026-11); Amazon EventBridge, API Gateway and Cognito developer guides for their principals.
 */

/**
 * - permission: the service calls Lambda itself, so the function's policy must allow its principal;
 * - poll: Lambda reads from the service with the function's role (an event source mapping); a permission has no effect;
 * - role: the service calls Lambda with a role that it was given; a permission has no effect.
 */
type Invocation = "permission" | "poll" | "role";

/** A kind of source that can invoke functions. */
export interface TriggerSource {
  readonly kind: string;
  readonly principal: string;
  readonly invocation: Invocation;
  /** The service part of the ARNs that `source_arn` (or `event_source_arn`) may name. */
  readonly arnServices: readonly string[];
  /**
   * Whether these ARNs contain the account. If not, `source_account` is needed in case the name passes to another
   * owner.
   */
  readonly arnHasAccount: boolean;
  /**
   * Whether `source_arn` can be given at all. Where it cannot (a cycle, or no ARN), use `source_account` or a token.
   */
  readonly takesSourceArn: boolean;
  /** Terraform types that represent the source. */
  readonly resourceTypes: readonly string[];
}

/** A source with defaults: its ARNs contain the account, and `source_arn` can be given. */
function source(
  stated: Omit<TriggerSource, "arnHasAccount" | "takesSourceArn"> &
    Partial<Pick<TriggerSource, "arnHasAccount" | "takesSourceArn">>,
): TriggerSource {
  return { arnHasAccount: true, takesSourceArn: true, ...stated };
}

const TRIGGER_SOURCES: readonly TriggerSource[] = [
  // An S3 ARN contains no account, and anyone can take the name of a deleted bucket.
  source({
    kind: "s3",
    principal: "s3.amazonaws.com",
    invocation: "permission",
    arnServices: ["s3"],
    resourceTypes: ["aws_s3_bucket"],
    arnHasAccount: false,
  }),
  source({
    kind: "sns",
    principal: "sns.amazonaws.com",
    invocation: "permission",
    arnServices: ["sns"],
    resourceTypes: ["aws_sns_topic"],
  }),
  source({
    kind: "event-rule",
    principal: "events.amazonaws.com",
    invocation: "permission",
    arnServices: ["events"],
    resourceTypes: ["aws_cloudwatch_event_rule"],
  }),
  source({
    kind: "http-api",
    principal: "apigateway.amazonaws.com",
    invocation: "permission",
    arnServices: ["execute-api"],
    resourceTypes: ["aws_apigatewayv2_api", "aws_apigatewayv2_stage"],
  }),
  source({
    kind: "rest-api",
    principal: "apigateway.amazonaws.com",
    invocation: "permission",
    arnServices: ["execute-api"],
    resourceTypes: ["aws_api_gateway_rest_api", "aws_api_gateway_stage"],
  }),
  source({
    kind: "alb",
    principal: "elasticloadbalancing.amazonaws.com",
    invocation: "permission",
    arnServices: ["elasticloadbalancing"],
    resourceTypes: ["aws_lb_target_group", "aws_alb_target_group"],
  }),
  source({
    kind: "log-subscription",
    principal: "logs.amazonaws.com",
    invocation: "permission",
    arnServices: ["logs"],
    resourceTypes: ["aws_cloudwatch_log_group"],
  }),
  source({
    kind: "cognito",
    principal: "cognito-idp.amazonaws.com",
    invocation: "permission",
    arnServices: ["cognito-idp"],
    resourceTypes: ["aws_cognito_user_pool"],
  }),
  source({
    kind: "iot-rule",
    principal: "iot.amazonaws.com",
    invocation: "permission",
    arnServices: ["iot"],
    resourceTypes: ["aws_iot_topic_rule"],
  }),
  source({
    kind: "alarm",
    principal: "lambda.alarms.cloudwatch.amazonaws.com",
    invocation: "permission",
    arnServices: ["cloudwatch"],
    resourceTypes: ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"],
  }),
  source({
    kind: "secret-rotation",
    principal: "secretsmanager.amazonaws.com",
    invocation: "permission",
    arnServices: ["secretsmanager"],
    resourceTypes: ["aws_secretsmanager_secret"],
  }),
  // The rule's ARN is known only once the rule exists, and the rule needs the permission first.
  source({
    kind: "config-rule",
    principal: "config.amazonaws.com",
    invocation: "permission",
    arnServices: ["config"],
    resourceTypes: ["aws_config_config_rule"],
    takesSourceArn: false,
  }),
  source({
    kind: "ses-receipt",
    principal: "ses.amazonaws.com",
    invocation: "permission",
    arnServices: ["ses"],
    resourceTypes: ["aws_ses_receipt_rule"],
  }),
  source({
    kind: "codecommit",
    principal: "codecommit.amazonaws.com",
    invocation: "permission",
    arnServices: ["codecommit"],
    resourceTypes: ["aws_codecommit_repository"],
  }),
  source({
    kind: "lex",
    principal: "lexv2.amazonaws.com",
    invocation: "permission",
    arnServices: ["lex"],
    resourceTypes: ["aws_lexv2models_bot", "aws_lexv2models_bot_version"],
  }),
  source({
    kind: "lex-v1",
    principal: "lex.amazonaws.com",
    invocation: "permission",
    arnServices: ["lex"],
    resourceTypes: ["aws_lex_bot", "aws_lex_intent"],
  }),
  source({
    kind: "connect",
    principal: "connect.amazonaws.com",
    invocation: "permission",
    arnServices: ["connect"],
    resourceTypes: ["aws_connect_instance"],
  }),
  source({
    kind: "bedrock-agent",
    principal: "bedrock.amazonaws.com",
    invocation: "permission",
    arnServices: ["bedrock"],
    resourceTypes: ["aws_bedrockagent_agent"],
  }),
  source({
    kind: "lattice",
    principal: "vpc-lattice.amazonaws.com",
    invocation: "permission",
    arnServices: ["vpc-lattice"],
    resourceTypes: ["aws_vpclattice_target_group"],
  }),
  source({
    kind: "appsync-authorizer",
    principal: "appsync.amazonaws.com",
    invocation: "permission",
    arnServices: ["appsync"],
    resourceTypes: ["aws_appsync_graphql_api"],
  }),
  source({
    kind: "cloudfront-url",
    principal: "cloudfront.amazonaws.com",
    invocation: "permission",
    arnServices: ["cloudfront"],
    resourceTypes: ["aws_cloudfront_distribution"],
  }),
  // A skill has an id (`event_source_token`) but no ARN.
  source({
    kind: "alexa-skill",
    principal: "alexa-appkit.auth.amazon.com",
    invocation: "permission",
    arnServices: [],
    resourceTypes: [],
    takesSourceArn: false,
    arnHasAccount: false,
  }),
  source({
    kind: "alexa-home",
    principal: "alexa-connectedhome.amazon.com",
    invocation: "permission",
    arnServices: [],
    resourceTypes: [],
    takesSourceArn: false,
    arnHasAccount: false,
  }),

  source({
    kind: "sqs",
    principal: "sqs.amazonaws.com",
    invocation: "poll",
    arnServices: ["sqs"],
    resourceTypes: ["aws_sqs_queue"],
  }),
  source({
    kind: "dynamodb-stream",
    principal: "dynamodb.amazonaws.com",
    invocation: "poll",
    arnServices: ["dynamodb"],
    resourceTypes: ["aws_dynamodb_table"],
  }),
  source({
    kind: "kinesis",
    principal: "kinesis.amazonaws.com",
    invocation: "poll",
    arnServices: ["kinesis"],
    resourceTypes: ["aws_kinesis_stream", "aws_kinesis_stream_consumer"],
  }),
  source({
    kind: "msk",
    principal: "kafka.amazonaws.com",
    invocation: "poll",
    arnServices: ["kafka"],
    resourceTypes: ["aws_msk_cluster", "aws_msk_serverless_cluster"],
  }),
  source({
    kind: "mq",
    principal: "mq.amazonaws.com",
    invocation: "poll",
    arnServices: ["mq"],
    resourceTypes: ["aws_mq_broker"],
  }),
  // DocumentDB's ARNs belong to rds, and it has no principal of its own.
  source({
    kind: "documentdb",
    principal: "rds.amazonaws.com",
    invocation: "poll",
    arnServices: ["rds"],
    resourceTypes: ["aws_docdb_cluster"],
  }),

  source({
    kind: "state-machine",
    principal: "states.amazonaws.com",
    invocation: "role",
    arnServices: ["states"],
    resourceTypes: ["aws_sfn_state_machine"],
  }),
  source({
    kind: "schedule",
    principal: "scheduler.amazonaws.com",
    invocation: "role",
    arnServices: ["scheduler"],
    resourceTypes: ["aws_scheduler_schedule", "aws_scheduler_schedule_group"],
  }),
  source({
    kind: "pipe",
    principal: "pipes.amazonaws.com",
    invocation: "role",
    arnServices: ["pipes"],
    resourceTypes: ["aws_pipes_pipe"],
  }),
  source({
    kind: "firehose",
    principal: "firehose.amazonaws.com",
    invocation: "role",
    arnServices: ["firehose"],
    resourceTypes: ["aws_kinesis_firehose_delivery_stream"],
  }),
];

const BY_TYPE = new Map(TRIGGER_SOURCES.flatMap((each) => each.resourceTypes.map((type) => [type, each] as const)));

/** The source that a Terraform type represents, or undefined. */
export function triggerSourceOfType(resourceType: string): TriggerSource | undefined {
  return BY_TYPE.get(resourceType);
}

/**
 * The sources that a principal of aws_lambda_permission stands for: one or several (apigateway.amazonaws.com), none if
 * it is unknown. Regional forms (`logs.eu-west-1.amazonaws.com`) and other partitions (`.amazonaws.com.cn`) are
 * understood.
 */
export function triggerSourcesOfPrincipal(principal: string): readonly TriggerSource[] {
  const global = toGlobalPrincipal(principal);
  return TRIGGER_SOURCES.filter((each) => each.principal === global);
}

/** `logs.eu-west-1.amazonaws.com.cn` → `logs.amazonaws.com`; anything else is returned unchanged. */
export function toGlobalPrincipal(principal: string): string {
  return principal
    .toLowerCase()
    .replace(/\.amazonaws\.com(?:\.cn)?$/, ".amazonaws.com")
    .replace(/\.[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com$/, ".amazonaws.com");
}
