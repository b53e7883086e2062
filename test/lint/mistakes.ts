/** A mistake that can be made in a correct configuration: where it is possible, and the wrong text. */
export interface Mistake {
  readonly name: string;
  /** The resource type in whose blocks it can be made; any if undefined. */
  readonly type?: string;
  readonly pattern: RegExp;
  /** The second argument of String.replace. */
  readonly replacement: string;
}

const FUNCTION = "aws_lambda_function";
const MAPPING = "aws_lambda_event_source_mapping";
const PERMISSION = "aws_lambda_permission";
const ALARM = "aws_cloudwatch_metric_alarm";

/** Each is refused by Terraform or AWS, or keeps a function from being called or an alarm from going off. */
export const MISTAKES: readonly Mistake[] = [
  { name: "misspelt argument", type: FUNCTION, pattern: /\bruntime(\s*=)/, replacement: "run_time$1" },
  { name: "misspelt block", type: FUNCTION, pattern: /\btracing_config(\s*\{)/, replacement: "traceing_config$1" },
  { name: "no role", type: FUNCTION, pattern: /\n\s*role\s*=.*/, replacement: "" },
  { name: "role by name", type: FUNCTION, pattern: /(\brole\s*=\s*aws_iam_role\.\w+\.)arn/, replacement: "$1name" },
  {
    name: "runtime that is gone",
    type: FUNCTION,
    pattern: /(\bruntime\s*=\s*)"\w+[^"]*"/,
    replacement: '$1"nodejs12.x"',
  },
  { name: "runtime that never was", type: FUNCTION, pattern: /(\bruntime\s*=\s*)"[^"]+"/, replacement: '$1"node24"' },
  { name: "architecture", type: FUNCTION, pattern: /"arm64"/, replacement: '"arm"' },
  { name: "tracing mode", type: FUNCTION, pattern: /(\bmode\s*=\s*)"Active"/, replacement: '$1"Enabled"' },
  { name: "log format", type: FUNCTION, pattern: /(\blog_format\s*=\s*)"JSON"/, replacement: '$1"Json"' },
  {
    name: "name of the package as its hash",
    type: FUNCTION,
    pattern: /output_base64sha256/,
    replacement: "output_path",
  },
  {
    name: "handler with the file's extension",
    type: FUNCTION,
    pattern: /"index\.handler"/,
    replacement: '"index.mjs.handler"',
  },
  { name: "handler without a function", type: FUNCTION, pattern: /"index\.handler"/, replacement: '"index"' },
  {
    name: "misspelt resource",
    pattern: /\baws_lambda_function\.this\./,
    replacement: "aws_lambda_function.that.",
  },
  { name: "misspelt attribute", pattern: /(\baws_iam_role\.\w+\.)name\b/, replacement: "$1names" },
  { name: "misspelt variable", pattern: /\bvar\.function_name\b/, replacement: "var.function_nam" },
  { name: "misspelt local", pattern: /\blocal\.(\w+)/, replacement: "local.$1_" },
  { name: "misspelt type", pattern: /(\n\s*type\s*=\s*)string\n/, replacement: "$1strin\n" },
  { name: "number that is none", type: FUNCTION, pattern: /(\btimeout\s*=\s*)[\w.]+/, replacement: '$1"long"' },
  { name: "timeout above the limit", type: FUNCTION, pattern: /(\btimeout\s*=\s*)[\w.]+/, replacement: "$1901" },
  { name: "memory below the limit", type: FUNCTION, pattern: /(\bmemory_size\s*=\s*)[\w.]+/, replacement: "$164" },
  {
    name: "role for another service",
    type: "aws_iam_role",
    pattern: /"lambda\.amazonaws\.com"/,
    replacement: '"ec2.amazonaws.com"',
  },
  {
    name: "misspelt service",
    type: "aws_iam_role",
    pattern: /"lambda\.amazonaws\.com"/,
    replacement: '"lamda.amazonaws.com"',
  },
  { name: "action that is none", pattern: /"logs:PutLogEvents"/, replacement: '"logs:PutLogEvent"' },
  {
    name: "retention that is not offered",
    type: "aws_cloudwatch_log_group",
    pattern: /(\bretention_in_days\s*=\s*)\S+/,
    replacement: "$115",
  },
  {
    name: "permission for another service",
    type: PERMISSION,
    pattern: /(\bprincipal\s*=\s*)"[\w.-]+"/,
    replacement: '$1"ec2.amazonaws.com"',
  },
  {
    name: "permission for nothing",
    type: PERMISSION,
    pattern: /"lambda:InvokeFunction"/,
    replacement: '"lambda:Invoke"',
  },
  { name: "permission for the API's own ARN", type: PERMISSION, pattern: /\.execution_arn\b/, replacement: ".arn" },
  {
    name: "queue by its URL",
    type: MAPPING,
    pattern: /(\bevent_source_arn\s*=\s*aws_sqs_queue\.\w+\.)arn/,
    replacement: "$1url",
  },
  { name: "no starting position", type: MAPPING, pattern: /\n\s*starting_position\s*=.*/, replacement: "" },
  { name: "batch above the limit", type: MAPPING, pattern: /(\bbatch_size\s*=\s*)\S+/, replacement: "$120000" },
  {
    name: "hidden for too short a time",
    type: "aws_sqs_queue",
    pattern: /(\bvisibility_timeout_seconds\s*=\s*).+/,
    replacement: "$11",
  },
  { name: "redrive by name", pattern: /(\bdeadLetterTargetArn\s*=\s*aws_sqs_queue\.\w+\.)arn/, replacement: "$1name" },
  { name: "redrive without a number", pattern: /(\bmaxReceiveCount\s*=\s*)[\w.]+/, replacement: '$1"often"' },
  { name: "protocol of an API", type: "aws_apigatewayv2_api", pattern: /"HTTP"/, replacement: '"HTTPS"' },
  {
    name: "integration of an API",
    type: "aws_apigatewayv2_integration",
    pattern: /"AWS_PROXY"/,
    replacement: '"LAMBDA_PROXY"',
  },
  {
    name: "function by name in an integration",
    type: "aws_apigatewayv2_integration",
    pattern: /\.invoke_arn\b/,
    replacement: ".function_name",
  },
  {
    name: "function by its ARN in a REST API",
    type: "aws_api_gateway_integration",
    pattern: /\.invoke_arn\b/,
    replacement: ".arn",
  },
  {
    name: "method of a call",
    type: "aws_api_gateway_integration",
    pattern: /(\bintegration_http_method\s*=\s*)"POST"/,
    replacement: '$1"GET"',
  },
  { name: "schedule in words", pattern: /"rate\(1 (?:minute|hour|day)\)"/, replacement: '"every day"' },
  {
    name: "alias of an ARN",
    type: "aws_lambda_alias",
    pattern: /(\bfunction_version\s*=\s*aws_lambda_function\.\w+\.)version/,
    replacement: "$1arn",
  },
  { name: "event of a bucket", pattern: /"s3:ObjectCreated:\*"/, replacement: '"s3:ObjectCreate:*"' },
  {
    name: "metric of an alarm",
    type: "aws_cloudwatch_metric_alarm",
    pattern: /"GreaterThanThreshold"/,
    replacement: '"MoreThanThreshold"',
  },
  {
    name: "failure destination by its URL",
    pattern: /(\bdestination(?:_arn)?\s*=\s*aws_sqs_queue\.\w+\.)arn/,
    replacement: "$1url",
  },
  {
    name: "endpoint by name",
    type: "aws_sns_topic_subscription",
    pattern: /(\bendpoint\s*=\s*aws_lambda_\w+\.\w+\.)arn/,
    replacement: "$1function_name",
  },
  {
    name: "function by the ARN of API Gateway in a notification",
    type: "aws_s3_bucket_notification",
    pattern: /(\blambda_function_arn\s*=\s*aws_lambda_\w+\.\w+\.)arn/,
    replacement: "$1invoke_arn",
  },
  { name: "effect", pattern: /(\bEffect\s*=\s*)"Allow"/, replacement: '$1"Alow"' },
  { name: "version of the policy language", pattern: /"2012-10-17"/, replacement: '"2012-10-18"' },
  {
    name: "version of a provider",
    pattern: /(source\s*=\s*"hashicorp\/aws"\n\s*version\s*=\s*)"[^"]+"/,
    replacement: '$1"~> six"',
  },
  { name: "version of Terraform", pattern: /(\brequired_version\s*=\s*)"[^"]+"/, replacement: '$1"new"' },
  { name: "tags that are no map", pattern: /(\btags\s*=\s*)\w.*/, replacement: '$1"orders"' },
  { name: "statistic of an alarm", type: "aws_cloudwatch_metric_alarm", pattern: /"Sum"/, replacement: '"Total"' },
  {
    name: "batch reported by another word",
    type: MAPPING,
    pattern: /"ReportBatchItemFailures"/,
    replacement: '"ReportBatchItemFailure"',
  },
  {
    name: "stream by its name",
    type: MAPPING,
    pattern: /(\bevent_source_arn\s*=\s*aws_kinesis_stream\.\w+\.)arn/,
    replacement: "$1name",
  },
  {
    name: "position of a stream",
    type: MAPPING,
    pattern: /(\bstarting_position\s*=\s*)"\w+"/,
    replacement: '$1"OLDEST"',
  },
  {
    name: "permission without a path",
    type: PERMISSION,
    pattern: /(\bsource_arn\s*=\s*)"\$\{([\w.]+execution_arn)\}[^"]*"/,
    replacement: "$1$2",
  },
  {
    name: "permission for a bucket's name",
    type: PERMISSION,
    pattern: /(\bsource_arn\s*=\s*aws_s3_bucket\.\w+\.)arn/,
    replacement: "$1id",
  },
  {
    name: "permission with a space",
    type: PERMISSION,
    pattern: /(\bstatement_id\s*=\s*)"[^"]+"/,
    replacement: '$1"Allow calls"',
  },
  { name: "service without its domain", type: PERMISSION, pattern: /"(\w+)\.amazonaws\.com"/, replacement: '"$1"' },
  {
    name: "call of another kind",
    type: PERMISSION,
    pattern: /"lambda:InvokeFunction"/,
    replacement: '"lambda:InvokeAsync"',
  },
  {
    name: "target of a route",
    type: "aws_apigatewayv2_route",
    pattern: /"integrations\//,
    replacement: '"integration/',
  },
  { name: "route without a target", type: "aws_apigatewayv2_route", pattern: /\n\s*target\s*=.*/, replacement: "" },
  {
    name: "API by its ARN",
    type: "aws_apigatewayv2_route",
    pattern: /(\bapi_id\s*=\s*aws_apigatewayv2_api\.\w+\.)id/,
    replacement: "$1arn",
  },
  {
    name: "stage that deploys nothing",
    type: "aws_apigatewayv2_stage",
    pattern: /\n\s*auto_deploy\s*=.*/,
    replacement: "",
  },
  { name: "version of the payload", type: "aws_apigatewayv2_integration", pattern: /"2\.0"/, replacement: '"2"' },
  {
    name: "API in place of its root",
    type: "aws_api_gateway_resource",
    pattern: /\.root_resource_id/,
    replacement: ".id",
  },
  {
    name: "path with a slash",
    type: "aws_api_gateway_resource",
    pattern: /(\bpath_part\s*=\s*)"([^"]*)"/,
    replacement: '$1"/$2"',
  },
  {
    name: "deployment that stays",
    type: "aws_api_gateway_deployment",
    pattern: /\n\s*triggers\s*=\s*\{[\s\S]*?\n {2}\}/,
    replacement: "",
  },
  {
    name: "stage without a deployment",
    type: "aws_api_gateway_stage",
    pattern: /\n\s*deployment_id\s*=.*/,
    replacement: "",
  },
  {
    name: "bucket by its ARN",
    type: "aws_s3_bucket_notification",
    pattern: /(\bbucket\s*=\s*aws_s3_bucket\.\w+\.)id/,
    replacement: "$1arn",
  },
  {
    name: "prefix with a star",
    type: "aws_s3_bucket_notification",
    pattern: /(\bfilter_prefix\s*=\s*).*/,
    replacement: '$1"uploads/*"',
  },
  {
    name: "events that are no list",
    type: "aws_s3_bucket_notification",
    pattern: /(\bevents\s*=\s*)\[("[^"]*")\]/,
    replacement: "$1$2",
  },
  {
    name: "protocol in other letters",
    type: "aws_sns_topic_subscription",
    pattern: /(\bprotocol\s*=\s*)"lambda"/,
    replacement: '$1"Lambda"',
  },
  {
    name: "endpoint of another protocol",
    type: "aws_sns_topic_subscription",
    pattern: /(\bprotocol\s*=\s*)"lambda"/,
    replacement: '$1"sqs"',
  },
  {
    name: "topic by name",
    type: "aws_sns_topic_subscription",
    pattern: /(\btopic_arn\s*=\s*aws_sns_topic\.\w+\.)(?:arn|id)/,
    replacement: "$1name",
  },
  {
    name: "role by name in a schedule",
    type: "aws_scheduler_schedule",
    pattern: /(\brole_arn\s*=\s*aws_iam_role\.\w+\.)arn/,
    replacement: "$1name",
  },
  {
    name: "window of a schedule",
    type: "aws_scheduler_schedule",
    pattern: /(\bmode\s*=\s*)"OFF"/,
    replacement: '$1"NONE"',
  },
  {
    name: "schedule for API Gateway's ARN",
    type: "aws_scheduler_schedule",
    pattern: /(\barn\s*=\s*aws_lambda_\w+\.\w+\.)arn/,
    replacement: "$1invoke_arn",
  },
  { name: "service of a schedule", pattern: /"scheduler\.amazonaws\.com"/, replacement: '"events.amazonaws.com"' },
  { name: "letters of a namespace", type: ALARM, pattern: /"AWS\/Lambda"/, replacement: '"AWS/lambda"' },
  {
    name: "attribute of a queue",
    type: ALARM,
    pattern: /"ApproximateNumberOfMessagesVisible"/,
    replacement: '"ApproximateNumberOfMessages"',
  },
  { name: "dimension of a function", type: ALARM, pattern: /\bFunctionName(\s*=)/, replacement: "Function$1" },
  { name: "dimension of a queue", type: ALARM, pattern: /\bQueueName(\s*=)/, replacement: "Queue$1" },
  {
    name: "queue by its ARN in an alarm",
    type: ALARM,
    pattern: /(\bQueueName\s*=\s*aws_sqs_queue\.\w+\.)name/,
    replacement: "$1arn",
  },
  {
    name: "topic by name in an alarm",
    type: ALARM,
    pattern: /(\balarm_actions\s*=\s*\[aws_sns_topic\.\w+\.)arn/,
    replacement: "$1name",
  },
  {
    name: "address in an alarm",
    type: ALARM,
    pattern: /(\balarm_actions\s*=\s*).*/,
    replacement: '$1["ops@example.com"]',
  },
  { name: "period of an alarm", type: ALARM, pattern: /(\bperiod\s*=\s*)\d+/, replacement: "$145" },
  { name: "no statistic", type: ALARM, pattern: /\n\s*statistic\s*=.*/, replacement: "" },
  { name: "percentile as a statistic", type: ALARM, pattern: /(\bstatistic\s*=\s*)"\w+"/, replacement: '$1"p99"' },
  { name: "memory and timeout swapped", type: FUNCTION, pattern: /(\bmemory_size\s*=\s*)[\w.]+/, replacement: "$130" },
  { name: "memory with its unit", type: FUNCTION, pattern: /(\bmemory_size\s*=\s*)[\w.]+/, replacement: '$1"512MB"' },
  { name: "timeout in milliseconds", type: FUNCTION, pattern: /(\btimeout\s*=\s*)[\w.]+/, replacement: "$130000" },
  { name: "archive's source", type: FUNCTION, pattern: /\.output_path/, replacement: ".source_dir" },
  {
    name: "role's name in a policy",
    type: "aws_iam_role_policy",
    pattern: /(\brole\s*=\s*aws_iam_role\.\w+\.)(?:name|id)/,
    replacement: "$1arn",
  },
  { name: "trust without sts", pattern: /"sts:AssumeRole"/, replacement: '"sts:AssumeRoles"' },
  { name: "queue's depth of retries", pattern: /(\bmaxReceiveCount\s*=\s*)[\w.]+/, replacement: "$10" },
  {
    name: "days in place of seconds",
    type: "aws_sqs_queue",
    pattern: /(\bmessage_retention_seconds\s*=\s*).*/,
    replacement: "$114",
  },
  {
    name: "function of an alias",
    type: "aws_lambda_alias",
    pattern: /(\bfunction_name\s*=\s*aws_lambda_function\.\w+\.)\w+/,
    replacement: "$1invoke_arn",
  },
  {
    name: "version in words",
    type: "aws_lambda_alias",
    pattern: /(\bfunction_version\s*=\s*).*/,
    replacement: '$1"latest"',
  },
  {
    name: "capacity of $LATEST",
    type: "aws_lambda_provisioned_concurrency_config",
    pattern: /(\bqualifier\s*=\s*).*/,
    replacement: '$1"$LATEST"',
  },
  { name: "each without for_each", type: FUNCTION, pattern: /(\bfunction_name\s*=\s*).*/, replacement: "$1each.key" },
  {
    name: "log group by name in a stage",
    type: "aws_api_gateway_stage",
    pattern: /(\bdestination_arn\s*=\s*aws_cloudwatch_log_group\.\w+\.)arn/,
    replacement: "$1name",
  },
  {
    name: "name of a stage",
    type: "aws_api_gateway_stage",
    pattern: /(\bstage_name\s*=\s*)"\w+"/,
    replacement: '$1"live.1"',
  },
  { name: "letters of a query", type: ALARM, pattern: /(\bid\s*=\s*)"errors"/, replacement: '$1"Errors"' },
  {
    name: "query that is not there",
    type: ALARM,
    pattern: /(\bexpression\s*=\s*"[^"]*)\berrors\b/,
    replacement: "$1error",
  },
  { name: "query without a result", type: ALARM, pattern: /\n\s*return_data\s*=.*/, replacement: "" },
  { name: "missing data", type: ALARM, pattern: /"notBreaching"/, replacement: '"notbreaching"' },
  { name: "no periods", type: ALARM, pattern: /(\bevaluation_periods\s*=\s*)\d+/, replacement: "$10" },
  {
    name: "alarm of a deployment by its ARN",
    type: "aws_codedeploy_deployment_group",
    pattern: /\.alarm_name\b/,
    replacement: ".arn",
  },
  { name: "event of a rollback", pattern: /"DEPLOYMENT_STOP_ON_ALARM"/, replacement: '"DEPLOYMENT_STOP_ON_ALARMS"' },
  { name: "deployment of another service", pattern: /CodeDeployDefault\.Lambda/, replacement: "CodeDeployDefault.ECS" },
  { name: "two architectures", type: FUNCTION, pattern: /\["arm64"\]/, replacement: '["arm64", "x86_64"]' },
  {
    name: "version of a rule's language",
    type: "aws_iot_topic_rule",
    pattern: /"2016-03-23"/,
    replacement: '"2016-03-24"',
  },
  {
    name: "log of a workflow without the star",
    type: "aws_sfn_state_machine",
    pattern: /(\$\{aws_cloudwatch_log_group\.\w+\.arn\}):\*/,
    replacement: "$1",
  },
  {
    name: "log of a workflow to nowhere",
    type: "aws_sfn_state_machine",
    pattern: /\n\s*log_destination\s*=.*/,
    replacement: "",
  },
  {
    name: "level of a workflow's log",
    type: "aws_sfn_state_machine",
    pattern: /(\blevel\s*=\s*)"\w+"/,
    replacement: '$1"WARN"',
  },
  {
    name: "letters of a redrive policy",
    type: "aws_sqs_queue",
    pattern: /\bdeadLetterTargetArn\b/,
    replacement: "DeadLetterTargetArn",
  },
  { name: "number of a redrive policy", pattern: /\bmaxReceiveCount\b/, replacement: "maxReceiveCounts" },
  { name: "who may redrive", pattern: /"byQueue"/, replacement: '"byQueues"' },
  {
    name: "tries of a schedule",
    type: "aws_scheduler_schedule",
    pattern: /(\bmaximum_retry_attempts\s*=\s*)\S+/,
    replacement: "$1200",
  },
  {
    name: "zone of a schedule",
    type: "aws_scheduler_schedule",
    pattern: /(\bschedule_expression_timezone\s*=\s*).*/,
    replacement: '$1"PST"',
  },
  {
    name: "account by its name",
    type: PERMISSION,
    pattern: /(\bsource_account\s*=\s*).*/,
    replacement: '$1"production"',
  },
  {
    name: "permission for objects",
    type: PERMISSION,
    pattern: /(\bsource_arn\s*=\s*)(aws_s3_bucket\.\w+\.arn)/,
    replacement: '$1"$${$2}/*"',
  },
];

/** A text for each place where the mistake can be made, with the mistake there only. */
export function mistaken(text: string, { type, pattern, replacement }: Mistake): readonly string[] {
  const spots = [...text.matchAll(new RegExp(pattern, "g"))];
  return spots
    .filter(({ index }) => type === undefined || resourceTypeAt(text, index) === type)
    .map(({ 0: found, index }) => {
      const end = index + found.length;
      return text.slice(0, index) + found.replace(pattern, replacement) + text.slice(end);
    });
}

/** The type of the resource whose block contains a position; the text is in canonical format. */
function resourceTypeAt(text: string, position: number): string | undefined {
  const before = text.slice(0, position);
  const isOutside = before.lastIndexOf("\n}\n") > before.lastIndexOf("\nresource ");
  return isOutside ? undefined : [...before.matchAll(/^resource "(\w+)"/gm)].at(-1)?.[1];
}
