import { type BlockSchema, providerSchema } from "../../src/aws/provider-schema.ts";
import { type Body, parseHcl, SourceFile } from "../../src/hcl/index.ts";

/**
 * The minor version of AWS provider 6 that introduced what 5.100.0 lacks. Sources: the bindings for 6.0 to 6.25, 6.40,
 * 6.45 and 6.64 (npm: @cdktf/provider-aws, @cdktn/provider-aws); for the versions between those,
 * terraform-aws-open-next#74, terraform-provider-aws#46785 and the release notes of 6.54.0.
 */
const SINCE: Readonly<Record<string, number>> = {
  "data.aws_kms_key.region": 0,
  "data.aws_region.region": 0,
  "data.aws_s3_object.region": 0,
  "aws_cloudwatch_log_group.region": 0,
  "aws_lambda_function.region": 0,
  "aws_kinesis_stream_consumer.tags": 3,
  "aws_lambda_function.tenancy_config": 23,
  "aws_api_gateway_integration.response_transfer_mode": 25,
  "aws_cloudwatch_log_group.deletion_protection_enabled": 25,
  "aws_lambda_function.durable_config": 25,
  aws_lambda_capacity_provider: 25,
  "aws_lambda_function.capacity_provider_config": 25,
  "aws_lambda_function.publish_to": 25,
  "aws_lambda_permission.invoked_via_function_url": 29,
  "aws_lambda_function.response_streaming_invoke_arn": 35,
  aws_lambda_function_scaling_config: 54,
};

/** Blocks and arguments that belong to the language itself. */
const OF_TERRAFORM = new Set(["count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"]);

/** What a file uses that is newer than this minor version of the AWS provider, or whose version is not known. */
export function newerThan(minor: number, file: string, text: string): readonly string[] {
  const used = [...written(parseHcl(new SourceFile(file, text)).body), ...read(text)];
  return [...new Set(used)].filter((name) => (SINCE[name] ?? Number.POSITIVE_INFINITY) > minor);
}

/** The lowest minor version that a module allows. */
export function leastMinor(text: string): number {
  return Number(/"hashicorp\/aws"\s+version = "(?:~>|>=) 6\.(\d+)"/.exec(text)?.[1]);
}

/** Types, arguments and blocks that 5.100.0 lacks. */
function written({ items }: Body): readonly string[] {
  return items.flatMap((item) => {
    if (item.kind !== "block" || (item.type !== "resource" && item.type !== "data")) return [];
    const type = item.labels[0]?.value ?? "";
    if (!type.startsWith("aws_")) return [];
    const name = item.type === "data" ? `data.${type}` : type;
    const older = providerSchema().typeIn(5, item.type, type);
    return older ? unknownIn(item.body, older, name) : [name];
  });
}

function unknownIn({ items }: Body, older: BlockSchema, place: string): readonly string[] {
  if (older.open) return [];
  return items.flatMap((item) => {
    const name = item.kind === "attribute" ? item.name : item.type === "dynamic" ? item.labels[0]?.value : item.type;
    if (name === undefined || OF_TERRAFORM.has(name) || older.attributes.has(name)) return [];
    const nested = older.blocks.get(name);
    if (!nested) return [`${place}.${name}`];
    const content = item.kind === "block" && item.type === "dynamic" ? item.body.items.find(isContent) : item;
    return content?.kind === "block" ? unknownIn(content.body, nested.block, `${place}.${name}`) : [];
  });
}

function isContent(item: Body["items"][number]): boolean {
  return item.kind === "block" && item.type === "content";
}

/** Attributes of resources that expressions use and that 5.100.0 lacks. */
function read(text: string): readonly string[] {
  const references = text.matchAll(/\b(data\.)?(aws_\w+)\.\w+(?:\[[^\]]*\])?\.(\w+)/g);
  return [...references].flatMap(([, data = "", type = "", attribute = ""]) => {
    const older = providerSchema().typeIn(5, data === "" ? "resource" : "data", type);
    const isKnown = !older || older.attributes.has(attribute) || older.blocks.has(attribute);
    return isKnown ? [] : [`${data}${type}.${attribute}`];
  });
}
