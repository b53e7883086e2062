import { apiTexts } from "../../../aws/api-constraints.ts";
import { isNetwork, parseNetwork } from "../../../terraform/index.ts";
import { byType } from "./argument-path.ts";
import { NAME_FORMATS } from "./name-formats.ts";
import { CHARACTERS, type FormatsByType, format, made, type TextFormat } from "./text-form.ts";

// CloudWatch Logs API reference, PutMetricFilter; logging/filter-pattern speaks of what is in it (2026-11)
const FILTER = format(/^.{0,1024}$/su, "at most 1024 characters long");
const STATUS = format(/^[1-5]\d\d$/, "a status code of three digits");
const ANSWER = format(/^[245]\d\d$/, "a status code 2XX, 4XX or 5XX");
// CloudWatch user guide, CloudWatch statistics definitions (2026-11)
const EXTENDED = /(?:(?:p|tm|wm|tc|ts)(?:\d{1,2}(?:\.\d*)?|100(?:\.0*)?)|IQM|(?:TM|WM|PR|TC|TS)\([\d.]*%?:[\d.]*%?\))/;
const EXTENDED_FORM = "a percentile such as p99, a trimmed mean such as tm95, IQM, or a range such as TM(5%:95%)";
const STATISTIC = format(new RegExp(`^${EXTENDED.source}$`), EXTENDED_FORM);
const ANY_STATISTIC = format(
  new RegExp(`^(?:SampleCount|Average|Sum|Minimum|Maximum|${EXTENDED.source})$`),
  `SampleCount, Average, Sum, Minimum, Maximum, ${EXTENDED_FORM}`,
);
const ARN = format(/^arn:/, "an ARN");
// what the provider checks of each part of an ARN (ValidARN in internal/verify/validate.go, 2026)
const PARTITION = "arn:aws(?:-[a-z]+)*";
const REGION = "[a-z]{2,}(?:-[a-z]+)+-\\d{1,2}";
const OWNER = "aws|aws-managed|aws-marketplace|third-party|\\d{12}|cw.{10}";
const CHECKED_ARN = `${PARTITION}:[^:]*:(?:${REGION})?:(?:${OWNER})?:.`;
const SIX_PARTS = "an ARN of six parts, with an empty or valid region and an empty or 12-digit account";
// the provider allows whitespace in the last part, but no ARN of a policy, role, certificate or event bus has any
const WHOLE_ARN = format(new RegExp(`^(?![\\s\\S]*\\s)${CHECKED_ARN}`), `${SIX_PARTS}, without spaces`);
// function/arn-expected reports values that do not begin with arn:
const ofArn = (pattern: string, wanted: string) => format(new RegExp(`^(?!arn:)|^${pattern}`), wanted);
// trigger/permission-wide reports a wildcard as the account
const WHOLE_OR_WIDE_ARN = format(
  new RegExp(`^(?:${CHECKED_ARN}|${PARTITION}:[^:]*:(?:${REGION}|\\*)?:\\*:.)`),
  SIX_PARTS,
);
const ARN_IF_ANY = ofArn(CHECKED_ARN, SIX_PARTS);
// Lambda API reference, FunctionName and Qualifier (2026-11)
const FUNCTION = format(
  /^(?:arn:[\w-]+:lambda:)?(?:[a-z]{2,}(?:-[a-z]+)+-\d:)?(?:\d{12}:)?(?:function:)?[\w.-]+(?::(?:\$LATEST|[\w-]+))?$/,
  "the name or the ARN of a function",
);
// the provider requires a network's first address (internal/service/ec2/vpc_security_group_rule.go)
const NETWORK = format({ test: isNetwork }, "the first address of a network and its length, such as 10.0.0.0/16");
// routes may have an empty string, which the provider treats as unset
const NETWORK_IF_ANY = format({ test: (text: string) => text === "" || isNetwork(text) }, NETWORK.wanted);
// Amazon VPC user guide, VPC CIDR blocks and Subnet CIDR blocks (2026-11); empty if the block comes from an address
// pool
const BLOCK_IF_ANY = format(
  { test: (text: string) => text === "" || (isNetwork(text) && /\/(?:1[6-9]|2[0-8])$/.test(text)) },
  "the first address of a network and its length between /16 and /28, such as 10.0.0.0/16",
);
const NETWORK_V6 = format(
  { test: (text: string) => parseNetwork(text)?.bits === 128 },
  "an IPv6 network such as fd00::/8",
);
const SOURCE_ARN = format(
  /^arn:[^:]+:(?:sqs|kinesis|dynamodb|kafka|mq|rds):/,
  "the ARN of a queue, a stream, a Kafka or DocumentDB cluster or a broker from which Lambda reads",
);
// API Gateway API reference, CreateResource: a path part is a single segment
const PATH_PART = format(
  /^(?:[\w.:$~-]+|\{[\w.:$-]+\+?\})$/,
  "one part of a path without slashes: letters, digits, ._-: or a name in braces",
);
const ACCOUNT = format(/^\d{12}$/, "the 12 digits of an account");
// route keys of WebSocket APIs may be anything, but none of them begins with a method and a space
const ROUTE_KEY = format(
  /^(?!(?:ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) +[^/ ])/,
  "$default, or a method and a path that begins with a slash",
);
const MOMENT = format(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i,
  "a timestamp such as 2027-01-31T08:00:00Z",
);
// Fetch standard, Origin header: a scheme and a host, without a path
const ORIGIN = format(
  /^(?:\*|null|[a-z][a-z0-9+.-]*:\/\/[^/]+)$/i,
  "a scheme and a host such as https://shop.example.com, or *",
);
// API Gateway API references, CreateStage
const STAGE = format(/^[\w-]{1,128}$/, "1 to 128 letters, digits, hyphens and underscores");
const PUBLISHED = format(/^(?!\$LATEST$)[\w$-]{1,128}$/, "a version or an alias, and not $LATEST");
// EC2 knows the names of IP protocols, but not those of application protocols
const PROTOCOL = format(
  /^(?!(?:https?|tls|ssl|ssh|smtps?|dns|ftp|sftp|rdp|mysql|postgres(?:ql)?|redis|nfs)$)/i,
  "tcp, udp, icmp, icmpv6, -1 or the number of a protocol",
);

// internal/service/ec2/validate.go of the provider (2026): no quotes, and no letters outside ASCII
const GROUP_DESCRIPTION = made(
  {
    set: "0-9A-Za-z_ .:/()#,@[\\]+=&;{}!$*-",
    words: "letters, digits, spaces and the characters ._-:/()#,@[]+=&;{}!$*",
  },
  255,
  0,
);
const ORGANIZATION = format(/^o-[a-z0-9]{10,32}$/, "the id of an organization, such as o-a1b2c3d4e5");
const VERSION = made({ set: "\\w$-", words: "letters, digits and the characters $_-" }, 128);
// internal/service/cognitoidp/validate.go of the provider (2026)
const DOMAIN = format(
  /^(?:\*\.)?(?:(?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9]\.)+(?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9]$/,
  "a domain name, in which only the whole first label may be a wildcard, such as *.example.com",
);
// Amazon Cognito developer guide, "Configuring a user pool domain" (2026-11); a domain with dots is a custom one
const POOL_DOMAIN = format(
  /^(?:[^.]*\..*|(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)$/s,
  "1 to 63 lowercase letters, digits and hyphens, no hyphen first or last, and not aws, amazon or cognito in it",
);
const POOL_ID = format(/^[\w-]+_[0-9A-Za-z]+$/, "the id of a user pool, such as eu-west-1_a1B2c3D4e");
const CODE = format(/\{####\}/, "a text with {####}, where the code is put");
const SHORT_CODE = format(/^(?=.{6,140}$).*\{####\}/su, "6 to 140 characters with {####}, where the code is put");
const INVITATION = format(/\{username\}/, "a text with {username}, where the name is put");
const LINK = format(/^(?:(?!\{##).)*\{##.*##\}/s, "a text with {##text##} around what is to be the link");
// Amazon RDS API reference, CreateDBInstance and CreateDBCluster (2026-11)
const ENGINE = format(
  /^(?:aurora(?:-mysql|-postgresql)?$|mariadb$|mysql$|postgres$|(?:custom-)?(?:oracle|sqlserver)-|db2-|docdb|neptune)/,
  "an engine of RDS such as postgres, mysql or aurora-postgresql",
);
const INSTANCE_CLASS = format(/^db\./, "a class of instances such as db.t4g.medium");
const NODE_TYPE = format(/^cache\./, "a type of nodes such as cache.t4g.small");
const BALANCED = format(
  /^(?:HTTPS?|TCP|TLS|UDP|TCP_UDP|GENEVE|QUIC|TCP_QUIC)$/i,
  "HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP, QUIC, TCP_QUIC or GENEVE",
);

/**
 * Formats that the APIs' models do not describe fully. Patterns and lengths are those of the models (botocore 1.43.107,
 * 2026-10); for names of queues, topics, secrets, state machines and models, of the API references (2026-11).
 */
const TEXT_FORMATS: FormatsByType = {
  aws_acm_certificate_validation: { certificate_arn: ARN },
  aws_acm_certificate: { domain_name: DOMAIN, subject_alternative_names: DOMAIN },
  // API Gateway developer guide, "Use API mappings": a path of several segments requires an
  // aws_apigatewayv2_api_mapping
  aws_api_gateway_base_path_mapping: { base_path: format(/^[^/]*$/, "one part of a path, without slashes") },
  aws_api_gateway_gateway_response: { status_code: STATUS },
  aws_api_gateway_integration_response: { status_code: STATUS },
  aws_api_gateway_method_response: { status_code: STATUS },
  aws_api_gateway_model: { name: format(/^[A-Za-z0-9]+$/, "letters and digits") },
  aws_api_gateway_resource: { path_part: PATH_PART },
  // API Gateway developer guide, "Set up CloudWatch logging" and "Log API calls to Amazon Data Firehose" (2026-11)
  aws_api_gateway_stage: {
    stage_name: STAGE,
    "access_log_settings.destination_arn": ofArn(
      "arn:[^:]*:(?:logs:|firehose:[^:]*:[^:]*:deliverystream/amazon-apigateway-)",
      "the ARN of a log group, or of a delivery stream whose name begins with amazon-apigateway-",
    ),
  },
  aws_apigatewayv2_api: { "cors_configuration.allow_origins": ORIGIN },
  aws_apigatewayv2_api_mapping: { api_mapping_key: format(/^(?!\/)/, "a path that does not begin with a slash") },
  aws_apigatewayv2_route: { route_key: ROUTE_KEY },
  aws_apigatewayv2_stage: {
    "access_log_settings.destination_arn": ofArn("arn:[^:]*:logs:", "the ARN of a log group"),
  },
  aws_cloudwatch_event_api_destination: {
    connection_arn: WHOLE_ARN,
    invocation_endpoint: format(/^https:\/\//, "a URL with https"),
  },
  aws_cloudwatch_event_archive: {
    event_source_arn: format(/^arn:aws[\w-]*:events:[^:\s]+:\d{12}:event-bus\/\S+$/, "the ARN of an event bus"),
  },
  aws_cloudwatch_event_bus: {
    event_source_name: format(/^aws\.partner(?:\/[\w.-]+){2,}$/, "aws.partner/ and a name of two parts or more"),
    name: format(/^(?!default$)[\w./-]{1,256}$/, "1 to 256 letters, digits and the characters ./_-, and not default"),
  },
  aws_cloudwatch_event_permission: {
    action: format(/^events:[a-zA-Z]+$/, "an action of EventBridge such as events:PutEvents"),
    principal: format(/^(?:\d{12}|\*)$/, 'the id of an account, or "*"'),
  },
  aws_cloudwatch_event_target: {
    input_path: format(/^\$/, "a JSON path, which begins with $"),
  },
  aws_cloudwatch_log_group: {
    kms_key_id: ARN,
  },
  aws_cloudwatch_log_metric_filter: {
    pattern: FILTER,
    // CloudWatch Logs user guide, "Creating metrics from log events using filters"
    "metric_transformation.value": format(
      /^(?:\$|[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?$)/i,
      "a number, or a field of the line such as $.size",
    ),
    "metric_transformation.namespace": format(/^(?!AWS\/)[^:*$]{1,255}$/, "a name that does not begin with AWS/"),
  },
  aws_cloudwatch_log_subscription_filter: { filter_pattern: FILTER },
  aws_cloudwatch_metric_alarm: {
    alarm_actions: ARN,
    extended_statistic: STATISTIC,
    insufficient_data_actions: ARN,
    namespace: format(/^[^:].{0,254}$/su, "1 to 255 characters, without a colon first"),
    "metric_query.id": format(/^[a-z]\w*$/, "letters, digits and underscores, with a lowercase letter first"),
    "metric_query.metric.stat": ANY_STATISTIC,
    ok_actions: ARN,
  },
  aws_codedeploy_app: {
    name: format(/^[A-Za-z0-9+=,.@_-]{1,100}$/, "1 to 100 letters, digits and the characters +=,.@_-"),
  },
  aws_codepipeline: { role_arn: format(new RegExp(`^${PARTITION}:iam::\\d{12}:role/`), "the ARN of a role") },
  aws_cognito_identity_pool_roles_attachment: {
    identity_pool_id: format(/^[\w-]+:[0-9a-f-]+$/, "the id of an identity pool, which begins with its region"),
  },
  aws_cognito_identity_provider: { user_pool_id: POOL_ID },
  aws_cognito_resource_server: { user_pool_id: POOL_ID },
  aws_cognito_user_group: { role_arn: WHOLE_ARN, user_pool_id: POOL_ID },
  aws_cognito_user_pool: {
    "admin_create_user_config.invite_message_template.email_message": INVITATION,
    "admin_create_user_config.invite_message_template.sms_message": INVITATION,
    email_verification_message: CODE,
    sms_authentication_message: SHORT_CODE,
    sms_verification_message: SHORT_CODE,
    "verification_message_template.email_message": CODE,
    "verification_message_template.email_message_by_link": LINK,
    "verification_message_template.sms_message": SHORT_CODE,
  },
  aws_cognito_user_pool_client: { user_pool_id: POOL_ID },
  aws_cognito_user_pool_domain: {
    domain: POOL_DOMAIN,
    certificate_arn: WHOLE_ARN,
    user_pool_id: POOL_ID,
  },
  aws_db_instance: { engine: ENGINE, instance_class: INSTANCE_CLASS },
  aws_elasticache_cluster: { node_type: NODE_TYPE },
  aws_elasticache_replication_group: { node_type: NODE_TYPE },
  aws_efs_access_point: {
    "root_directory.creation_info.permissions": format(/^[0-7]{3,4}$/, "an octal number such as 0755"),
  },
  aws_iam_role: {
    managed_policy_arns: WHOLE_ARN,
    permissions_boundary: WHOLE_ARN,
    // Latin characters only: AWS refuses typographic quotes and other scripts
    description: format(
      /^[\t\n\r -~\u00A1-\u00FF]{0,1000}$/u,
      "at most 1000 letters, digits and signs of Latin-1, without typographic quotes and dashes",
    ),
    name: format(new RegExp(`^[${CHARACTERS.iam.set}]+$`), CHARACTERS.iam.words),
  },
  aws_iam_group_policy_attachment: { policy_arn: WHOLE_ARN },
  aws_iam_policy_attachment: { policy_arn: WHOLE_ARN },
  aws_iam_role_policy_attachment: { policy_arn: WHOLE_ARN },
  aws_iam_user_policy_attachment: { policy_arn: WHOLE_ARN },
  aws_kms_alias: {
    name: format(
      /^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/,
      "alias/ and a name of letters, digits and the characters /_- that does not begin with aws/",
    ),
    target_key_id: format(
      /^(?!alias\/|arn:[^:]*:kms:[^:]*:[^:]*:alias\/)/,
      "the id or the ARN of a key, not of an alias",
    ),
  },
  aws_lambda_alias: {
    function_name: FUNCTION,
    function_version: format(/^(?:\$LATEST|\d+)$/, "the number of a version"),
  },
  aws_lambda_event_source_mapping: { event_source_arn: SOURCE_ARN, function_name: FUNCTION },
  aws_lambda_function: {
    handler: format(/^\S{1,128}$/, "at most 128 characters long, without spaces"),
    role: ofArn(`${PARTITION}:iam::\\d{12}:role/`, "the ARN of a role"),
    kms_key_arn: ofArn(`${PARTITION}:kms:[^:]+:\\d{12}:`, "the ARN of a key"),
    code_signing_config_arn: ARN_IF_ANY,
    "dead_letter_config.target_arn": ARN_IF_ANY,
    image_uri: format(/^\d{12}\.dkr[.-]ecr(?!-fips)[.-]/, "the address of an image in a private repository of ECR"),
    "file_system_config.local_mount_path": format(
      /^\/mnt\/[\w.-]+$/,
      "/mnt/ and a name of letters, digits, dots, hyphens and underscores",
    ),
    "logging_config.log_group": format(
      /^(?!aws\/)[.\-_/#A-Za-z0-9]{1,512}$/,
      "1 to 512 letters, digits and the characters ./#_-, and not begin with aws/",
    ),
  },
  aws_lambda_layer_version: {
    layer_name: format(/^[\w-]{1,140}$|^arn:/, "1 to 140 letters, digits, hyphens and underscores"),
  },
  aws_lambda_layer_version_permission: {
    layer_name: format(
      /^(?:arn:.+|[\w-]{1,140})$/,
      "1 to 140 letters, digits, hyphens and underscores, or the ARN of a layer",
    ),
    organization_id: ORGANIZATION,
    principal: format(/^(?:\d{12}|\*|arn:aws[a-zA-Z-]*:iam::\d{12}:root)$/, 'the 12 digits of an account, or "*"'),
  },
  aws_lambda_function_event_invoke_config: { function_name: FUNCTION, qualifier: VERSION },
  aws_lambda_function_url: {
    "cors.allow_origins": ORIGIN,
    function_name: FUNCTION,
    qualifier: format(/^(?!\d+$)[\w-]+$/, "the name of an alias"),
  },
  aws_lambda_permission: {
    action: format(/^(?:\*|lambda:(?:\*|[a-zA-Z]+))$/, "an action of Lambda such as lambda:InvokeFunction"),
    function_name: FUNCTION,
    principal: format(
      /^(?:\*|\d{12}|arn:\S+|[^\s.]+(?:\.[^\s.]+)+)$/,
      "a service such as sns.amazonaws.com, an account, an ARN or *",
    ),
    qualifier: PUBLISHED,
    principal_org_id: ORGANIZATION,
    source_account: ACCOUNT,
    source_arn: WHOLE_OR_WIDE_ARN,
  },
  // concurrency/provisioned-unpublished reports $LATEST
  aws_lambda_provisioned_concurrency_config: { function_name: FUNCTION, qualifier: VERSION },
  aws_lb_listener: { protocol: BALANCED, "default_action.fixed_response.status_code": ANSWER },
  aws_lb_listener_rule: {
    "action.fixed_response.status_code": ANSWER,
    // every path begins with a slash
    "condition.path_pattern.values": format(/^[/*?]/, "a pattern that begins with a slash"),
  },
  aws_lb_target_group: { protocol: BALANCED },
  aws_mq_broker: {
    authentication_strategy: format(/^(?:simple|ldap|config_managed)$/i, "simple, ldap or config_managed"),
  },
  aws_network_acl_rule: { rule_action: format(/^(?:allow|deny)$/i, "allow or deny") },
  aws_rds_cluster: { engine: ENGINE },
  aws_rds_cluster_instance: { engine: ENGINE, instance_class: INSTANCE_CLASS },
  aws_route: { destination_cidr_block: NETWORK_IF_ANY },
  aws_route_table: { "route.cidr_block": NETWORK_IF_ANY },
  aws_scheduler_schedule: { end_date: MOMENT, start_date: MOMENT },
  aws_scheduler_schedule_group: { name: format(/^(?!default$)[.\-_A-Za-z0-9]{1,64}$/, "another name than default") },
  aws_secretsmanager_secret: {
    name: format(/^[\w/+=.@-]{1,512}$/, "1 to 512 letters, digits and the characters /_+=.@-"),
  },
  // Secrets Manager user guide, Rotation schedules (2026-11)
  aws_secretsmanager_secret_rotation: {
    "rotation_rules.schedule_expression": format(
      /^(?:cron\(.*\)|rate\((?:(?:[4-9]|[1-9]\d+) hours?|(?:[1-9]\d{0,2}|1000) days?)\))$/,
      "a rate of at least 4 hours and at most 1000 days, or a cron expression",
    ),
  },
  aws_security_group: {
    name: format(/^(?!sg-)/, "a name that does not begin with sg-"),
    description: GROUP_DESCRIPTION,
    "egress.cidr_blocks": NETWORK,
    "egress.description": GROUP_DESCRIPTION,
    "egress.ipv6_cidr_blocks": NETWORK_V6,
    "egress.protocol": PROTOCOL,
    "ingress.cidr_blocks": NETWORK,
    "ingress.description": GROUP_DESCRIPTION,
    "ingress.ipv6_cidr_blocks": NETWORK_V6,
    "ingress.protocol": PROTOCOL,
  },
  aws_security_group_rule: {
    cidr_blocks: NETWORK,
    description: GROUP_DESCRIPTION,
    ipv6_cidr_blocks: NETWORK_V6,
    protocol: PROTOCOL,
  },
  aws_sfn_state_machine: {
    role_arn: WHOLE_ARN,
    name: format(/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/, "1 to 80 characters, without spaces, brackets and wildcards"),
  },
  aws_sns_topic_subscription: { subscription_role_arn: WHOLE_ARN, topic_arn: WHOLE_ARN },
  aws_sns_topic: { name: format(/^[\w-]{1,256}(?:\.fifo)?$/, "1 to 256 letters, digits, hyphens and underscores") },
  aws_sqs_queue: {
    name: format(/^(?=.{1,80}$)[\w-]+(?:\.fifo)?$/, "1 to 80 letters, digits, hyphens and underscores"),
  },
  // Systems Manager API reference, PutParameter: Name (2026-11)
  aws_ssm_parameter: {
    name: format(
      /^(?!\/?(?:aws|ssm)\/|aws|ssm)\/?[\w.-]+(?:\/[\w.-]+)*$/i,
      "a path of letters, digits and the characters _.- that begins neither with aws nor with ssm, and does not end with a slash",
    ),
  },
  aws_subnet: { cidr_block: BLOCK_IF_ANY },
  // AWS WAF API reference, CreateWebACL: a description has at least three characters, of these only
  aws_wafv2_web_acl: {
    description: format(
      /^[\w+=:#@/,.-][\w+=:#@/,.\s-]{1,254}[\w+=:#@/,.-]$/,
      "3 to 256 letters, digits, spaces and the characters +=:#@/,._-",
    ),
  },
  aws_wafv2_web_acl_association: { resource_arn: WHOLE_ARN, web_acl_arn: WHOLE_ARN },
  aws_vpc: { cidr_block: BLOCK_IF_ANY },
  aws_vpc_endpoint: {
    // such as com.amazonaws.eu-west-1.s3: if the third part looks like a region, it must be one
    service_name: format(
      /^(?!com\.amazon\.)(?!com\.amazonaws\.(?![a-z]{2,}(?:-[a-z]+)+-\d+\.)[a-z]{2}-?[a-z]+-?\d+\.).*\./,
      "the whole name of a service such as com.amazonaws.eu-west-1.s3",
    ),
  },
  aws_vpc_security_group_egress_rule: {
    cidr_ipv4: NETWORK,
    cidr_ipv6: NETWORK_V6,
    description: GROUP_DESCRIPTION,
    ip_protocol: PROTOCOL,
  },
  aws_vpc_security_group_ingress_rule: {
    cidr_ipv4: NETWORK,
    cidr_ipv6: NETWORK_V6,
    description: GROUP_DESCRIPTION,
    ip_protocol: PROTOCOL,
  },
};

/** The formats of a type's arguments. Those listed here take precedence over the API's model. */
export const textFormats = byType<TextFormat>((type) => [
  ...apiTexts(type).map(([key, [pattern, wanted]]) => [key, format(new RegExp(pattern, "su"), wanted)] as const),
  ...Object.entries(NAME_FORMATS[type] ?? {}),
  ...Object.entries(TEXT_FORMATS[type] ?? {}),
]);
