import type { Trigger } from "../../../lambda/index.ts";
import type { Resource } from "../../../terraform/index.ts";
import { referenceTo } from "../edits/references.ts";

/** The attribute that represents a source in a permission's source_arn, and what follows it. */
const SOURCE_ATTRIBUTES: ReadonlyMap<string, readonly [attribute: string, suffix: string]> = new Map([
  ["aws_s3_bucket", ["arn", ""]],
  ["aws_sns_topic", ["arn", ""]],
  ["aws_cloudwatch_event_rule", ["arn", ""]],
  ["aws_cloudwatch_metric_alarm", ["arn", ""]],
  ["aws_cloudwatch_composite_alarm", ["arn", ""]],
  ["aws_lb_target_group", ["arn", ""]],
  ["aws_alb_target_group", ["arn", ""]],
  ["aws_cognito_user_pool", ["arn", ""]],
  ["aws_iot_topic_rule", ["arn", ""]],
  ["aws_iot_authorizer", ["arn", ""]],
  ["aws_transfer_server", ["arn", ""]],
  ["aws_bedrockagent_agent", ["agent_arn", ""]],
  ["aws_appsync_graphql_api", ["arn", ""]],
  ["aws_secretsmanager_secret", ["arn", ""]],
  ["aws_cloudwatch_log_group", ["arn", ":*"]],
  ["aws_api_gateway_rest_api", ["execution_arn", "/*/*"]],
  ["aws_apigatewayv2_api", ["execution_arn", "/*/*"]],
]);

/** The HCL expression for a trigger's source, for a permission next to `from`; undefined if there is none. */
export function sourceArnOf({ source }: Trigger, from: Resource): string | undefined {
  const known = source && SOURCE_ATTRIBUTES.get(source.type);
  const name = source && referenceTo(source, from);
  if (!known || name === undefined) return undefined;
  const [attribute, suffix] = known;
  return suffix === "" ? `${name}.${attribute}` : `"\${${name}.${attribute}}${suffix}"`;
}
