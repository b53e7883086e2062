import path from "node:path";
import { describe, expect, test } from "vitest";
import { resourceSupport } from "../../src/aws/resource-support.ts";
import { actionPatterns, policySites } from "../../src/iam/index.ts";
import { presetNames } from "../../src/scaffold/presets.ts";
import {
  type BlockValue,
  type Module,
  type Resource,
  referredOfType,
  refersTo,
  stringOf,
  type Value,
  Workspace,
} from "../../src/terraform/index.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { isLeftToOwner } from "./left-to-owner.ts";
import { scaffoldIn } from "./scaffold-in.ts";
import { triggers, withTriggers } from "./scaffolded-modules.ts";

/** A requirement of scanners for every resource of a type, and the ids of their checks. */
interface Demand {
  readonly checks: string;
  readonly isMet: (body: BlockValue, resource: Resource, module: Module) => boolean;
}

/*
 * What checkov and trivy demand of the resource types that templates make. Not here is what no module can decide for
 * its owner: a VPC (CKV_AWS_117) and a web ACL (CKV2_AWS_29), which are answers of their own; signed images
 * (CKV_AWS_272 knows no package type); caches of an API (CKV_AWS_120, CKV_AWS_225), which could give one caller the
 * answer to another; client certificates of an API (CKV2_AWS_51), which Lambda does not see, and validators
 * (CKV2_AWS_53) of a proxy for all requests; copies of a bucket in another region (CKV_AWS_144); the data of executions
 * in logs (CKV_AWS_285); a function that changes a secret (CKV2_AWS_57).
 */
const demands: Readonly<Record<string, readonly Demand[]>> = {
  aws_lambda_function: [
    { checks: "CKV_AWS_50 AWS-0066", isMet: (fn) => text(fn, "tracing_config", "mode") === "Active" },
    { checks: "CKV_AWS_115", isMet: (fn) => fn.isSet("reserved_concurrent_executions") === "yes" },
    { checks: "CKV_AWS_116", isMet: (fn) => block(fn, "dead_letter_config")?.isSet("target_arn") === "yes" },
    { checks: "CKV_AWS_173", isMet: (fn) => !block(fn, "environment") || hasOwnKey(fn, "kms_key_arn") },
    {
      checks: "CKV_AWS_272",
      isMet: (fn) => fn.string("package_type") === "Image" || fn.isSet("code_signing_config_arn") === "yes",
    },
  ],
  aws_lambda_permission: [
    { checks: "CKV_AWS_301", isMet: (permission) => permission.string("principal") !== "*" },
    { checks: "CKV_AWS_364 AWS-0067", isMet: (permission) => permission.isSet("source_arn") === "yes" },
  ],
  aws_lambda_function_url: [{ checks: "CKV_AWS_258", isMet: (url) => url.string("authorization_type") === "AWS_IAM" }],
  aws_cloudwatch_log_group: [
    { checks: "CKV_AWS_66 CKV_AWS_338", isMet: (group) => (group.number("retention_in_days") ?? 0) >= 365 },
    { checks: "CKV_AWS_158 AWS-0017", isMet: (group) => hasOwnKey(group, "kms_key_id") },
  ],
  aws_cloudwatch_metric_alarm: [
    {
      checks: "CKV_AWS_319",
      isMet: (alarm) => alarm.isSet("alarm_actions") === "yes" && alarm.boolean("actions_enabled") !== false,
    },
  ],
  aws_sqs_queue: [
    { checks: "CKV_AWS_27 CKV2_AWS_73 AWS-0096 AWS-0135", isMet: (queue) => hasOwnKey(queue, "kms_master_key_id") },
  ],
  aws_sns_topic: [{ checks: "CKV_AWS_26 AWS-0095 AWS-0136", isMet: (topic) => hasOwnKey(topic, "kms_master_key_id") }],
  aws_dynamodb_table: [
    {
      checks: "CKV_AWS_28 AWS-0024",
      isMet: (table) => block(table, "point_in_time_recovery")?.boolean("enabled") === true,
    },
    {
      checks: "CKV_AWS_119 AWS-0025",
      isMet: (table) => hasOwnKey(block(table, "server_side_encryption"), "kms_key_arn"),
    },
    { checks: "CKV2_AWS_16", isMet: (table) => table.string("billing_mode") === "PAY_PER_REQUEST" },
  ],
  aws_kinesis_stream: [
    { checks: "CKV_AWS_43 AWS-0064", isMet: (stream) => stream.string("encryption_type") === "KMS" },
    { checks: "CKV_AWS_185", isMet: (stream) => hasOwnKey(stream, "kms_key_id") },
  ],
  aws_s3_bucket: [
    { checks: "CKV_AWS_18 AWS-0089", isMet: isLinkedFrom("aws_s3_bucket_logging") },
    { checks: "CKV_AWS_21 AWS-0090", isMet: isLinkedFrom("aws_s3_bucket_versioning") },
    { checks: "CKV_AWS_145 AWS-0088", isMet: isLinkedFrom("aws_s3_bucket_server_side_encryption_configuration") },
    { checks: "CKV2_AWS_6 AWS-0094", isMet: isLinkedFrom("aws_s3_bucket_public_access_block") },
    { checks: "CKV2_AWS_61", isMet: isLinkedFrom("aws_s3_bucket_lifecycle_configuration") },
    { checks: "CKV2_AWS_62", isMet: isLinkedFrom("aws_s3_bucket_notification") },
    { checks: "CKV2_AWS_65", isMet: isLinkedFrom("aws_s3_bucket_ownership_controls") },
    { checks: "CKV_AWS_379", isMet: isLinkedFrom("aws_s3_bucket_policy") },
  ],
  aws_s3_bucket_public_access_block: [
    { checks: "CKV_AWS_53 AWS-0086", isMet: (access) => access.boolean("block_public_acls") === true },
    { checks: "CKV_AWS_54 AWS-0087", isMet: (access) => access.boolean("block_public_policy") === true },
    { checks: "CKV_AWS_55 AWS-0091", isMet: (access) => access.boolean("ignore_public_acls") === true },
    { checks: "CKV_AWS_56 AWS-0093", isMet: (access) => access.boolean("restrict_public_buckets") === true },
  ],
  aws_s3_bucket_server_side_encryption_configuration: [
    {
      checks: "AWS-0132",
      isMet: (encryption) => {
        const [rule] = encryption.blocks("rule");
        return (
          rule !== undefined && hasOwnKey(block(rule, "apply_server_side_encryption_by_default"), "kms_master_key_id")
        );
      },
    },
  ],
  aws_s3_bucket_lifecycle_configuration: [
    {
      checks: "CKV_AWS_300",
      isMet: (lifecycle) => lifecycle.blocks("rule").some((rule) => block(rule, "abort_incomplete_multipart_upload")),
    },
  ],
  aws_api_gateway_rest_api: [{ checks: "CKV_AWS_237", isMet: (api) => block(api, "lifecycle") !== undefined }],
  aws_api_gateway_stage: [
    { checks: "CKV_AWS_76 AWS-0001", isMet: (stage) => block(stage, "access_log_settings") !== undefined },
    { checks: "CKV_AWS_73 AWS-0003", isMet: (stage) => stage.boolean("xray_tracing_enabled") === true },
    { checks: "CKV2_AWS_4", isMet: isLinkedFrom("aws_api_gateway_method_settings", "stage_name") },
  ],
  aws_api_gateway_method_settings: [
    { checks: "CKV2_AWS_4", isMet: (all) => text(all, "settings", "logging_level") === "ERROR" },
    { checks: "CKV_AWS_276", isMet: (all) => block(all, "settings")?.boolean("data_trace_enabled") === false },
    {
      checks: "CKV_AWS_308 AWS-0002",
      isMet: (all) => block(all, "settings")?.boolean("cache_data_encrypted") === true,
    },
  ],
  aws_api_gateway_method: [
    { checks: "CKV_AWS_59 AWS-0004", isMet: (method) => method.string("authorization") !== "NONE" },
  ],
  aws_api_gateway_domain_name: [
    { checks: "CKV_AWS_206 AWS-0005", isMet: (name) => name.string("security_policy") === "TLS_1_2" },
  ],
  aws_apigatewayv2_stage: [
    { checks: "CKV_AWS_95 AWS-0001", isMet: (stage) => block(stage, "access_log_settings") !== undefined },
  ],
  aws_apigatewayv2_route: [
    {
      checks: "CKV_AWS_309",
      // Only $connect can be authorized: a WebSocket API accepts no other message before it.
      isMet: (route, { module }) =>
        route.string("authorization_type") !== undefined ||
        module.resourcesOf("aws_apigatewayv2_api").some((api) => api.body.string("protocol_type") === "WEBSOCKET"),
    },
  ],
  aws_sfn_state_machine: [
    { checks: "CKV_AWS_284", isMet: (machine) => block(machine, "tracing_configuration")?.boolean("enabled") === true },
    { checks: "CKV_AWS_285", isMet: (machine) => text(machine, "logging_configuration", "level") === "ERROR" },
  ],
  aws_scheduler_schedule: [{ checks: "CKV_AWS_297", isMet: (schedule) => hasOwnKey(schedule, "kms_key_arn") }],
  aws_secretsmanager_secret: [{ checks: "CKV_AWS_149 AWS-0098", isMet: (secret) => hasOwnKey(secret, "kms_key_id") }],
  aws_ecr_repository: [
    { checks: "CKV_AWS_51 AWS-0031", isMet: (images) => images.string("image_tag_mutability") === "IMMUTABLE" },
    {
      checks: "CKV_AWS_163 AWS-0030",
      isMet: (images) => block(images, "image_scanning_configuration")?.boolean("scan_on_push") === true,
    },
    {
      checks: "CKV_AWS_136 AWS-0033",
      isMet: (images) => hasOwnKey(block(images, "encryption_configuration"), "kms_key"),
    },
  ],
  aws_iam_role_policy: [
    {
      checks: "CKV_AWS_288 CKV_AWS_289 CKV_AWS_290 CKV_AWS_355",
      isMet: (_body, policy, module) =>
        policySites([module], [])
          .filter(({ holder }) => holder === policy)
          .flatMap(({ document }) => document?.statements ?? [])
          .filter(({ effect, resources }) => effect === "Allow" && resources.values.some(isStar))
          .flatMap(actionPatterns)
          .every(({ actions }) => actions.length > 0 && actions.every((action) => resourceSupport(action) === "none")),
    },
  ],
  aws_kms_key: [
    { checks: "CKV_AWS_7 AWS-0065", isMet: (key) => key.boolean("enable_key_rotation") === true },
    { checks: "CKV2_AWS_64", isMet: (key) => key.isSet("policy") === "yes" },
  ],
};

const modules: readonly { readonly preset?: string; readonly set: readonly string[] }[] = [
  // Functions at the edge cannot be hardened.
  ...presetNames()
    .filter((preset) => preset !== "edge")
    .map((preset) => ({ preset, set: [] })),
  ...[
    ...triggers.map((name) => withTriggers(name)),
    withTriggers(...triggers),
    ["package=image", "triggers=s3"],
    ["own_secret=true", "triggers=none"],
    ["triggers=sqs", "sqs_fifo=true"],
    ["triggers=sns,sqs", "hardened_key=existing", "hardened_kms_key=alias/functions"],
    ["triggers=kinesis", "kinesis_fan_out=true"],
    ["vpc=true", "vpc_name=main", "triggers=none"],
  ].map((set) => ({ set })),
];

describe("a hardened module has what scanners ask for by default, and no findings", () => {
  test.each(modules)("$preset $set", async ({ preset, set }) => {
    const cwd = temporaryDirectory();
    const answers = [
      ...set,
      "hardened=true",
      ...(/s3/.test(`${preset} ${set}`) ? ["access_log_bucket=acme-logs"] : []),
    ];
    const asked = preset === undefined ? {} : { preset };
    expect(await scaffoldIn({ cwd, ...asked, set: answers })).toMatchObject({ exitCode: 0, problem: "" });
    const folder = path.join(cwd, "orders");
    const module = new Workspace({ tree: folder }).load(folder);
    const unmet = module.resources
      .filter(({ mode }) => mode === "managed")
      .flatMap((resource) =>
        (demands[resource.type] ?? [])
          .filter(({ isMet }) => !isMet(resource.body, resource, module))
          .map(({ checks }) => `${resource}: ${checks}`),
      );
    expect(unmet).toEqual([]);
    const findings = await lintDirectory(folder, { profile: "all" });
    expect(findings.filter((finding) => !isLeftToOwner(finding)).map(({ rule }) => rule)).toEqual([]);
  });
});

function isStar(value: Value): boolean {
  return stringOf(value) === "*";
}

function block(body: BlockValue, type: string): BlockValue | undefined {
  return body.blocks(type)[0];
}

function text(body: BlockValue, type: string, name: string): string | undefined {
  return block(body, type)?.string(name);
}

/** Whether a block has a key that the module creates; the checks do not accept keys that AWS manages. */
function hasOwnKey(body: BlockValue | undefined, name: string): boolean {
  return body !== undefined && referredOfType(body.value(name), "aws_kms_key") !== undefined;
}

function isLinkedFrom(type: string, argument = "bucket"): Demand["isMet"] {
  return (_body, resource, module) =>
    module.resourcesOf(type).some((other) => refersTo(other.body.value(argument), resource));
}
