import { type Resource, referredOfType, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { argumentIdentity, NOT_TOGETHER, twinsAmong } from "../shared/resources/twins.ts";

/** What an argument refers to, by the types that it may refer to; without types, a plain text. */
type Part = readonly [argument: string, ...types: string[]];

interface Identity {
  /** What both resources are. */
  readonly noun: string;
  readonly parts: readonly Part[];
  /** AWS accepts the second, which then replaces the first. */
  readonly isReplaced?: true;
  /** Harmless while both exist: they are a single thing, which is gone once either is removed. */
  readonly isShared?: true;
}

const FUNCTION: Part = ["function_name", "aws_lambda_function", "aws_lambda_alias"];
const REST_API: Part = ["rest_api_id", "aws_api_gateway_rest_api"];
const HTTP_API: Part = ["api_id", "aws_apigatewayv2_api"];
const PATH: Part = ["resource_id", "aws_api_gateway_resource", "aws_api_gateway_rest_api"];

/** The arguments that distinguish resources of a type. */
const IDENTITIES: Readonly<Record<string, Identity>> = {
  aws_api_gateway_integration: { noun: "integration", parts: [REST_API, PATH, ["http_method"]], isReplaced: true },
  aws_api_gateway_method: { noun: "method", parts: [REST_API, PATH, ["http_method"]] },
  aws_api_gateway_resource: {
    noun: "path",
    parts: [REST_API, ["parent_id", "aws_api_gateway_resource", "aws_api_gateway_rest_api"], ["path_part"]],
  },
  aws_api_gateway_stage: { noun: "stage", parts: [REST_API, ["stage_name"]] },
  aws_apigatewayv2_route: { noun: "route", parts: [HTTP_API, ["route_key"]] },
  aws_apigatewayv2_stage: { noun: "stage", parts: [HTTP_API, ["name"]] },
  aws_cloudwatch_event_rule: {
    noun: "rule",
    parts: [["event_bus_name", "aws_cloudwatch_event_bus"], ["name"]],
    isReplaced: true,
  },
  aws_cloudwatch_event_target: {
    noun: "target",
    parts: [["rule", "aws_cloudwatch_event_rule"], ["event_bus_name", "aws_cloudwatch_event_bus"], ["target_id"]],
    isReplaced: true,
  },
  aws_cloudwatch_log_group: { noun: "log group", parts: [["name"]] },
  aws_cloudwatch_metric_alarm: { noun: "alarm", parts: [["alarm_name"]], isReplaced: true },
  aws_dynamodb_table: { noun: "table", parts: [["name"]] },
  aws_iam_role: { noun: "role", parts: [["name"]] },
  aws_iam_role_policy_attachment: {
    noun: "attachment",
    parts: [
      ["role", "aws_iam_role"],
      ["policy_arn", "aws_iam_policy"],
    ],
    isShared: true,
  },
  aws_iam_role_policy: { noun: "policy", parts: [["role", "aws_iam_role"], ["name"]], isReplaced: true },
  aws_lambda_alias: { noun: "alias", parts: [FUNCTION, ["name"]] },
  aws_lambda_event_source_mapping: {
    noun: "mapping",
    parts: [FUNCTION, ["event_source_arn", "aws_sqs_queue", "aws_kinesis_stream", "aws_dynamodb_table"]],
  },
  aws_lambda_function_url: { noun: "URL", parts: [["qualifier", "aws_lambda_alias"], FUNCTION] },
  aws_lambda_function_event_invoke_config: {
    noun: "configuration of asynchronous calls",
    parts: [["qualifier", "aws_lambda_alias"], FUNCTION],
    isReplaced: true,
  },
  aws_lambda_permission: { noun: "statement", parts: [FUNCTION, ["qualifier", "aws_lambda_alias"], ["statement_id"]] },
  aws_route_table_association: { noun: "association with a route table", parts: [["subnet_id", "aws_subnet"]] },
  aws_scheduler_schedule: { noun: "schedule", parts: [["group_name", "aws_scheduler_schedule_group"], ["name"]] },
  aws_sfn_state_machine: { noun: "state machine", parts: [["name"]] },
  aws_s3_bucket_policy: { noun: "policy", parts: [["bucket", "aws_s3_bucket"]], isReplaced: true },
  aws_sns_topic_policy: { noun: "policy", parts: [["arn", "aws_sns_topic"]], isReplaced: true },
  aws_sqs_queue: { noun: "queue", parts: [["name"]] },
  aws_sqs_queue_policy: { noun: "policy", parts: [["queue_url", "aws_sqs_queue"]], isReplaced: true },
  aws_sqs_queue_redrive_policy: { noun: "redrive policy", parts: [["queue_url", "aws_sqs_queue"]], isReplaced: true },
};

const example = (statement: string) => `provider "aws" {
  region = "eu-west-1"
}

resource "aws_lambda_permission" "uploads" {
  statement_id  = "AllowExecutionFromS3"
  function_name = "resize"
  action        = "lambda:InvokeFunction"
  principal     = "s3.amazonaws.com"
  source_arn    = "arn:aws:s3:::orders-uploads"
}

resource "aws_lambda_permission" "scans" {
  statement_id  = "${statement}"
  function_name = "resize"
  action        = "lambda:InvokeFunction"
  principal     = "s3.amazonaws.com"
  source_arn    = "arn:aws:s3:::orders-scans"
}`;

export default defineRule({
  summary: "Two resources are one and the same object in AWS",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS API references: ResourceConflictException of Lambda, ConflictException of API Gateway; Resource.AlreadyAssociated of EC2; PutRule, PutTargets, PutMetricAlarm, PutRolePolicy, AttachRolePolicy (2026-11)",
  why: `The plan shows two of them. AWS refuses the second in the middle of an apply, or lets it replace the first, whose settings
are then lost.`,
  ignoreWhen: NOT_TOGETHER,
  bad: example("AllowExecutionFromS3"),
  good: example("AllowExecutionFromScans"),
  check({ stack }) {
    return Object.entries(IDENTITIES).flatMap(([type, identity]) =>
      twinsAmong(stack, stack.resources(type), (resource) => identityOf(resource, identity)).map(
        ({ first, second }) => {
          const named = identity.parts
            .map(([argument]) => argument)
            .filter((argument) => second.body.isWritten(argument));
          const [last = ""] = named.slice(-1);
          return {
            at: second.body.place(last),
            resource: second.address,
            severity: identity.isShared ? "warning" : undefined,
            message: `${second.addressFromRoot} is the same ${identity.noun} as ${first.addressFromRoot}, and ${consequenceOf(identity)}: they have the same ${named.join(" and ")}`,
            help: helpFor(identity, last),
            related: [{ at: first.body.place(last), message: "the other one" }],
          };
        },
      ),
    );
  },
});

/** What is distinguished by its purpose has no name that could be changed. */
function helpFor({ isShared, parts }: Identity, last: string): string {
  if (isShared) return "Remove one of the two";
  const isOfItsTarget = parts.some(([argument, ...types]) => argument === last && types.length > 0);
  return isOfItsTarget
    ? "Merge both into one, and remove the other"
    : `Give each ${last === "" ? "one" : `a ${last}`} of its own, or remove one of the two`;
}

function consequenceOf({ isReplaced, isShared }: Identity): string {
  if (isShared) return "is deleted with it when either is removed";
  return isReplaced ? "takes its place" : "is refused";
}

/** Identifies what a resource is in AWS; undefined if not known. */
function identityOf(resource: Resource, { parts }: Identity): string | undefined {
  const texts = parts.map(([argument, ...types]) => partOf(resource, argument, types));
  // the last argument is the resource's name: without it AWS or the provider generates one
  return texts.includes(undefined) || texts.at(-1) === ABSENT ? undefined : JSON.stringify(texts);
}

const ABSENT = "-";

/** Sources with which a function can have only one mapping. */
const ONE_A_FUNCTION = /^arn:[^:]*:(?:sqs|kinesis|dynamodb):/;

function partOf(resource: Resource, argument: string, types: readonly string[]): string | undefined {
  const value = resource.body.value(argument);
  if (resource.body.isSet(argument) === "no") return ABSENT;
  const isNamed = types.length > 0 && referredOfType(value, ...types) !== undefined;
  if (!isNamed && argument === "event_source_arn" && !ONE_A_FUNCTION.test(stringOf(value) ?? "")) return undefined;
  return argumentIdentity(resource, argument, types);
}
