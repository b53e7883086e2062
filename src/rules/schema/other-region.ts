import { arnParts } from "../../iam/index.ts";
import {
  type BlockValue,
  elementsOrSelf,
  isSamePlace,
  providerConfigurationOf,
  type Resource,
  stringOf,
  type Value,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";

/** Arguments whose ARN must lie in the region of what has them, by type; the blocks that they are in stand before them. */
const LOCAL: Readonly<Record<string, readonly string[]>> = {
  aws_api_gateway_domain_name: ["regional_certificate_arn"],
  aws_apigatewayv2_domain_name: ["domain_name_configuration.certificate_arn"],
  aws_cloudwatch_event_target: ["dead_letter_config.arn"],
  aws_cloudwatch_log_subscription_filter: ["destination_arn"],
  aws_lambda_event_source_mapping: ["event_source_arn"],
  aws_lambda_function: [
    ...["code_signing_config_arn", "dead_letter_config.target_arn", "file_system_config.arn", "kms_key_arn", "layers"],
  ],
  aws_lambda_function_event_invoke_config: [
    ...["destination_config.on_failure.destination", "destination_config.on_success.destination"],
  ],
  aws_lb_listener: ["certificate_arn"],
  aws_scheduler_schedule: ["target.arn", "target.dead_letter_config.arn", "kms_key_arn"],
};

/** Services whose ARNs name the region that a resource must be used in. */
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
  summary: "Something of another region is named where AWS takes its own region alone",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda, EventBridge, Scheduler, CloudWatch Logs and API Gateway, developer guides (2026-11)",
  why: `Layers, keys, queues and streams are used in the region that they are in. An ARN that is copied from another one is refused when
it is applied.`,
  bad: example("us-east-1"),
  good: example("eu-west-1"),
  check({ stack }) {
    return Object.entries(LOCAL).flatMap(([type, names]) =>
      stack.resources(type).flatMap((resource) => {
        const region = writtenRegion(resource);
        if (region === undefined) return [];
        return names.flatMap((name) => {
          const path = name.split(".");
          const argument = path.at(-1) ?? name;
          return blocksAt(resource.body, path.slice(0, -1)).flatMap((block) => afar(resource, block, argument, region));
        });
      }),
    );
  },
});

function afar(resource: Resource, block: BlockValue, argument: string, region: string): RuleFinding[] {
  return elementsOrSelf(block.value(argument)).elements.flatMap((value) => {
    const other = otherRegion(value, region);
    if (other === undefined) return [];
    return [
      {
        at: value.kind === "known" ? value.place : block.place(argument),
        resource: resource.address,
        message: `${argument} of ${resource} names something in ${other}, and ${resource} is in ${region}`,
        help: `Name the one in ${region}`,
      },
    ];
  });
}

/** The region of a resource where it is written down: one that a variable's default gives may be another for others. */
function writtenRegion(resource: Resource): string | undefined {
  const { body } = resource;
  const provider = providerConfigurationOf(resource);
  const block = body.isSet("region") !== "no" ? body : provider.kind === "block" ? provider.block : undefined;
  return block && isSamePlace(block.value("region").place, block.place("region")) ? block.string("region") : undefined;
}

function otherRegion(value: Value, region: string): string | undefined {
  const parts = arnParts(stringOf(value) ?? "");
  const isElsewhere =
    parts !== undefined && REGIONAL.has(parts.service) && /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(parts.region);
  return isElsewhere && parts.region !== region ? parts.region : undefined;
}
