import { arnParts } from "../../iam/index.ts";
import { isVariableDefault, writtenRegion } from "../../lambda/index.ts";
import { type BlockValue, elementsOrSelf, type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";

/** Arguments whose ARN must be in the same region as the resource, by type; nested ones with their blocks. */
const LOCAL: Readonly<Record<string, readonly string[]>> = {
  aws_api_gateway_domain_name: ["regional_certificate_arn"],
  aws_apigatewayv2_domain_name: ["domain_name_configuration.certificate_arn"],
  aws_cloudwatch_event_target: ["dead_letter_config.arn"],
  aws_cloudwatch_log_group: ["kms_key_id"],
  aws_cloudwatch_log_subscription_filter: ["destination_arn"],
  aws_cloudwatch_metric_alarm: ["alarm_actions", "ok_actions", "insufficient_data_actions"],
  aws_lambda_event_source_mapping: ["event_source_arn"],
  aws_lambda_function: [
    ...[
      "code_signing_config_arn",
      "dead_letter_config.target_arn",
      "file_system_config.arn",
      "image_uri",
      "kms_key_arn",
    ],
    "layers",
  ],
  aws_lambda_function_event_invoke_config: [
    ...["destination_config.on_failure.destination", "destination_config.on_success.destination"],
  ],
  aws_lambda_runtime_management_config: ["runtime_version_arn"],
  aws_lb_listener: ["certificate_arn"],
  aws_pipes_pipe: ["source", "target", "enrichment"],
  aws_s3_bucket_notification: ["lambda_function.lambda_function_arn", "queue.queue_arn", "topic.topic_arn"],
  aws_scheduler_schedule: ["target.arn", "target.dead_letter_config.arn", "kms_key_arn"],
  aws_secretsmanager_secret: ["kms_key_id"],
  aws_sns_topic: ["kms_master_key_id"],
  aws_sqs_queue: ["kms_master_key_id"],
};

/** Arguments for which AWS accepts only certificates of one region, wherever the rest is. */
const CERTIFICATES: Readonly<Record<string, string>> = {
  aws_api_gateway_domain_name: "certificate_arn",
  aws_cloudfront_distribution: "viewer_certificate.acm_certificate_arn",
  aws_cognito_user_pool_domain: "certificate_arn",
};
const CERTIFICATE_REGION = "us-east-1";
/** Regions of other partitions than aws, where the edge accepts other certificates. */
const ELSEWHERE = /^(?:cn|us-gov|us-iso\w*|eu-isoe|eusc)-/;

/** Resources that are used in their own region, and their attributes with the ARN. */
const REGIONAL_TYPES: Readonly<Record<string, string>> = {
  aws_acm_certificate: "arn",
  aws_acm_certificate_validation: "certificate_arn",
  aws_dynamodb_table: "stream_arn",
  aws_efs_access_point: "arn",
  aws_kinesis_stream: "arn",
  aws_kms_key: "arn",
  aws_lambda_code_signing_config: "arn",
  aws_lambda_function: "arn",
  aws_lambda_layer_version: "arn",
  aws_sns_topic: "arn",
  aws_sqs_queue: "arn",
};

/** Services whose ARNs contain the region that a resource must be used in. */
const REGIONAL = new Set(["acm", "elasticfilesystem", "kms", "lambda", "sns", "sqs", "kinesis", "dynamodb"]);

const example = (region: string) => `provider "aws" {
  region = "eu-west-1"
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::111122223333:role/orders"
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
  layers        = ["arn:aws:lambda:${region}:111122223333:layer:tools:7"]
}`;

export default defineRule({
  summary: "Something in another region is named where AWS requires the same region",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Lambda, EventBridge, Scheduler, CloudWatch, API Gateway, CloudFront, Cognito, KMS and S3, developer guides (2026-11)",
  why: `Layers, keys, queues and streams can only be used in their own region, and certificates for CloudFront and edge-optimized
domains must be in us-east-1. An ARN of another region is refused at apply.`,
  bad: example("us-east-1"),
  good: example("eu-west-1"),
  check({ stack }) {
    const local = Object.entries(LOCAL).flatMap(([type, names]) =>
      stack.resources(type).flatMap((resource) => {
        const region = writtenRegion(resource);
        if (region === undefined) return [];
        const why = `but ${resource} is in ${region}`;
        return names.flatMap((name) => afar(resource, name, region, why));
      }),
    );
    const certificates = Object.entries(CERTIFICATES).flatMap(([type, name]) =>
      stack
        .resources(type)
        // a regional domain takes another argument: trigger/domain-endpoint speaks of that
        .filter(({ body }) => !blocksAt(body, ["endpoint_configuration"]).some(isRegional))
        .flatMap((resource) =>
          afar(resource, name, CERTIFICATE_REGION, `but AWS accepts only one in ${CERTIFICATE_REGION} there`),
        ),
    );
    return [...local, ...certificates];
  },
});

function afar(resource: Resource, name: string, region: string, why: string): RuleFinding[] {
  const path = name.split(".");
  const argument = path.at(-1) ?? name;
  return blocksAt(resource.body, path.slice(0, -1)).flatMap((block) => {
    const given = block.value(argument);
    const values = given.kind === "list" ? given.elements : [given];
    return values.flatMap((value) => {
      const other = otherRegion(value, region);
      if (other === undefined || isVariableDefault(value, resource.module)) return [];
      return [
        {
          at: value.kind === "known" ? value.place : block.place(argument),
          resource: resource.address,
          message: `${argument} of ${resource} names something in ${other}, ${why}`,
          help: `Name the one in ${region}, or create one there`,
        },
      ];
    });
  });
}

function isRegional(endpoint: BlockValue): boolean {
  return elementsOrSelf(endpoint.value("types")).elements.some((type) => stringOf(type) === "REGIONAL");
}

function otherRegion(value: Value, region: string): string | undefined {
  const parts = arnParts(stringOf(value) ?? "");
  const isElsewhere =
    parts !== undefined && REGIONAL.has(parts.service) && /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(parts.region);
  const named = isElsewhere ? parts.region : (registryRegion(stringOf(value) ?? "") ?? regionOfNamed(value));
  return named === region || (named !== undefined && isOfOtherPartition(named, region)) ? undefined : named;
}

/**
 * The region of an image's registry (AWS Lambda developer guide, Create a function using a container image, 2026-11).
 */
function registryRegion(image: string): string | undefined {
  return /^\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\//.exec(image)?.[1];
}

/** Whether the edge of another partition is meant. */
function isOfOtherPartition(named: string, region: string): boolean {
  return region === CERTIFICATE_REGION && ELSEWHERE.test(named);
}

/** The region of the resource whose ARN a value is. */
function regionOfNamed({ via }: Value): string | undefined {
  if (via?.resource.mode !== "managed" || via.path.length !== 1) return undefined;
  return REGIONAL_TYPES[via.resource.type] === via.path[0] ? writtenRegion(via.resource) : undefined;
}
