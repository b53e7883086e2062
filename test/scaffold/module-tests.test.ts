import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { assertAtOnce } from "./runs-at-once.ts";
import { scaffoldIn } from "./scaffold-in.ts";
import { triggers, withTriggers } from "./scaffolded-modules.ts";
import { hasTerraform, noticeSkipped, terraformForTemplates } from "./terraform-offline.ts";

const terraform = terraformForTemplates();

/** Mistakes that are all made at once, wherever they are possible. */
const mistakes: readonly (readonly [wrong: string, from: RegExp, to: string])[] = [
  ["calls what is not deployed", /aws_lambda_alias\.live\.(arn|invoke_arn)/g, "aws_lambda_function.this.$1"],
  ["lets nobody at the alias", /qualifier( *)= aws_lambda_alias\.live\.name\n( *principal)/g, 'qualifier$1= "old"\n$2'],
  ["lets others in", /\bsource_arn( *)=.*/g, 'source_arn$1= "arn:aws:sns:us-east-1:111122223333:other"'],
  ["lets other accounts in", /\bsource_account( *)=.*/g, 'source_account$1= "444455556666"'],
  ["loses failures", /aws_sqs_queue\.(failures|dead_letters)\.(arn|url)/g, '"arn:aws:sqs:us-east-1:1:$1"'],
  ["hides messages too briefly", /6 \* var\.timeout/g, "var.timeout"],
  ["retries for ever", /maximum_retry_attempts( *)= \d+/g, "maximum_retry_attempts$1= -1"],
  [
    "cannot read its source",
    /"(kinesis|dynamodb):GetRecords"|"kafka-cluster:ReadData"|"mq:DescribeBroker"|"rds:DescribeDBSubnetGroups"/g,
    '"sts:GetCallerIdentity"',
  ],
  ["lets tags move", /"IMMUTABLE"/g, '"MUTABLE"'],
  ["lets others fetch the image", /Principal = \{ Service = "lambda\.amazonaws\.com" \}/g, 'Principal = "*"'],
  ["is ready behind another alias", /\$\{aws_lambda_alias\.live\.name\}/g, "old"],
  ["watches another queue", /(QueueName = aws_sqs_queue\.)dead_letters/g, "$1messages"],
  ["lets in without TLS", /Effect( *)= "Deny"/g, 'Effect$1= "Allow"'],
  ["stops for the old version", /(alarms += \[aws_cloudwatch_metric_alarm\.)new_version_errors/g, "$1errors"],
  ["cannot move the alias", /"lambda:UpdateAlias", /g, ""],
  [
    "lets other accounts deploy",
    /"aws:SourceAccount" = data\.aws_caller_identity\.current\.account_id/g,
    '"aws:SourceAccount" = "444455556666"',
  ],
  ["does not go back", /enabled = true\n( *)events/g, "enabled = false\n$1events"],
  ["does not trace", /"xray:PutTraceSegments", /g, ""],
  ["repeats whole batches", /function_response_types = .*/g, "function_response_types = []"],
];

/** The messages with which the module's tests must report them. */
const complaints: readonly string[] = [
  "Every permission to invoke the function must be for the live alias.",
  "The visibility timeout must be at least six times the function's timeout.",
  "Messages that fail five times must go to the dead-letter queue.",
  "Partial batch responses must be enabled.",
  "The queue must invoke the live alias.",
  "The function must only read its own queue.",
  "The schedule must invoke the live alias.",
  "Failed runs must go to the failure queue.",
  "Only this rule must be allowed to invoke the function.",
  "The rule must invoke the live alias.",
  "Undeliverable events must go to the failure queue.",
  "The API must invoke the live alias.",
  "Only this API must be allowed to invoke the function.",
  "Every method of the REST API must invoke the live alias.",
  "Only this REST API must be allowed to invoke the function.",
  "The WebSocket API must invoke the live alias.",
  "Only this WebSocket API must be allowed to invoke the function.",
  "The connections policy must be for this API only.",
  "Only this target group must be allowed to invoke the function.",
  "The target group must contain the live alias.",
  "Only this bucket must be allowed to invoke the function.",
  "Only a bucket of this account must be allowed to invoke the function.",
  "The bucket must invoke the live alias for objects below the prefix.",
  "The function must only read objects below the prefix.",
  "Only this topic must be allowed to invoke the function.",
  "The topic must invoke the live alias.",
  "Undeliverable messages must go to the failure queue.",
  "The table's stream must invoke the live alias.",
  "Retries must be limited: a failing change would block its shard otherwise.",
  "Failing batches must be bisected, and partial batch responses enabled.",
  "The function must only read the stream of its own table.",
  "The stream must invoke the live alias.",
  "Retries must be limited: a failing record would block its shard otherwise.",
  "Failing batches must be bisected, and partial batch responses enabled.",
  "Discarded batches must be reported to the failure queue.",
  "The function must only read its own stream.",
  "The topic must invoke the live alias.",
  "The Kafka topic must invoke the live alias.",
  "The function must only read the secrets of the Kafka cluster.",
  "Discarded batches of the Kafka topic must be reported to the failure queue.",
  "The function must only read its own topic.",
  "The function must only join its own consumer group.",
  "The change stream must invoke the live alias.",
  "The function must only read the secret of the DocumentDB cluster.",
  "The function must only describe its own DocumentDB cluster.",
  "The broker's queue must invoke the live alias.",
  "The function must only read the broker's secret.",
  "Only this log group must be allowed to invoke the function.",
  "Only log groups of this account must be allowed to invoke the function.",
  "The subscription filter must invoke the live alias.",
  "Only this user pool must be allowed to invoke the function.",
  "The user pool must invoke the live alias for each of the chosen triggers.",
  "Only this topic rule must be allowed to invoke the function.",
  "The topic rule must invoke the live alias.",
  "Undeliverable device messages must go to the failure queue.",
  "The rule must only be allowed to send to the failure queue.",
  "Only the chosen service and resource must be allowed to invoke the function.",
  "The service must only invoke the function on behalf of this account.",
  "Only this receipt rule must be allowed to invoke the function.",
  "Only receipt rules of this account must be allowed to invoke the function.",
  "The receipt rule must invoke the live alias.",
  "The state machine must invoke the live alias.",
  "The input of failed executions must go to the failure queue.",
  "The state machine must only be allowed to invoke the live alias.",
  "The failures policy must be for the failure queue only.",
  "Image tags must be immutable, and images scanned on push.",
  "The repository policy must only allow Lambda to pull the image.",
  "Application Auto Scaling must scale the alias.",
  "The first message in the dead-letter queue must trigger the alarm.",
  "The failure queue must deny access without TLS.",
  "The topic must deny publishing without TLS.",
  "The bucket must deny access without TLS.",
  "The queue must deny access without TLS.",
  "The tracing policy must only allow sending traces.",
  "The secrets policy must be for secret_names only.",
  "The policy must allow all that reading the stream requires.",
  "The policy must allow all that reading the stream requires.",
  "The policy must allow all that an event source mapping of MSK requires.",
  "The policy must allow all that an event source mapping of Amazon MQ requires.",
  "The policy must allow all that an event source mapping of DocumentDB requires.",
];

/** Modules with many mistakes at once, as starting Terraform takes longer than any single test. */
const modules: readonly (readonly [what: string, set: readonly string[], complaints: readonly string[]])[] = [
  [
    "every trigger, an image, and environments that are ready",
    [
      ...withTriggers(...triggers),
      ...["package=image", "provision_concurrency=true", "secrets=true", "secret_names=orders/database"],
    ],
    complaints,
  ],
  [
    "deployments by CodeDeploy",
    ["deployment=canary"],
    [
      "Only the error alarm of the new version must stop a deployment.",
      "CodeDeploy must be allowed to update the alias.",
      "CodeDeploy must not be able to use the role for other accounts.",
      "A failed deployment must roll back to the previous version.",
    ],
  ],
  [
    "sources that exist already",
    [
      ...["triggers=sqs,sns,s3,kinesis,dynamodb-stream", "sqs_queue=existing", "sqs_queue_name=orders"],
      ...["sns_topic=existing", "sns_topic_name=orders", "s3_bucket=existing", "s3_bucket_name=acme-uploads"],
      ...["kinesis_stream=existing", "kinesis_stream_name=orders"],
      ...["dynamodb_table=existing", "dynamodb_table_name=orders"],
      ...["given_source_key=true", "given_source_kms_key=alias/orders"],
    ],
    [
      "The queue must invoke the live alias.",
      "The function must only read its own queue.",
      "The topic must invoke the live alias.",
      "Only this topic must be allowed to invoke the function.",
      "The rule for objects must invoke the live alias.",
      "Only the rule for objects must be allowed to invoke the function.",
      "The function must only read objects below the prefix.",
      "The stream must invoke the live alias.",
      "The policy must allow all that reading the stream requires.",
      "The table's stream must invoke the live alias.",
      "The policy must allow all that reading the stream requires.",
      "The function must only decrypt with this key.",
    ],
  ],
];

/** Answers, a mistake, and the message with which the module's tests must report it. */
const mended: readonly {
  readonly set: readonly string[];
  readonly mistake: readonly [file: string, from: string, to: string];
  readonly complaint: string;
}[] = [
  {
    set: ["triggers=none", "durable=true"],
    mistake: ["iam.tf", "${aws_lambda_function.this.arn}:*", "${aws_lambda_function.this.arn}"],
    complaint: "The function must only checkpoint and read its own executions, for every version.",
  },
  {
    set: ["triggers=rest-api", "tenant_isolation=true", "rest_api_authorization=CUSTOM", "rest_api_authorizer=tenants"],
    mistake: ["trigger-rest-api.tf", "context.authorizer.tenantId", "method.request.header.x-tenant-id"],
    complaint: "The REST API must derive the tenant from the caller.",
  },
  {
    set: ["triggers=none", "durable=true", "hardened=true", "language=typescript", "deployment=canary"],
    mistake: ["lambda.tf", "target_arn = aws_sqs_queue.failures.arn", 'target_arn = "arn:aws:sqs:us-east-1:1:other"'],
    complaint: "Failed asynchronous events must go to the failure queue.",
  },
  {
    set: ["triggers=sqs", "sqs_topic=true", "sqs_topic_name=orders"],
    mistake: ["trigger-sqs.tf", '"aws:SourceArn" = data.aws_sns_topic.queue.arn', '"aws:SourceArn" = "*"'],
    complaint: "The queues must only accept messages from this topic.",
  },
  {
    set: ["triggers=s3", "s3_bucket=existing", "s3_bucket_name=acme-uploads"],
    mistake: ["trigger-s3.tf", "name = [data.aws_s3_bucket.source.bucket]", 'name = [{ prefix = "" }]'],
    complaint: "The rule must match objects of this bucket only.",
  },
];

noticeSkipped(modules.length + mended.length);

describe.skipIf(!hasTerraform)("the tests of a module", () => {
  test.each(modules)("with %s pass, and find what was broken", { timeout: 300_000 }, async (_what, set, wanted) => {
    const folder = await passing(set);
    breakModule(folder);
    const output = failureOf(() => terraform(folder, "test", "-no-color"));
    expect(wanted.filter((complaint) => !output.includes(complaint))).toEqual([]);
  });

  test.each(mended)("with $set pass, and find a mistake", { timeout: 300_000 }, async ({ set, mistake, complaint }) => {
    const folder = await passing(set);
    const [name, from, to] = mistake;
    const file = path.join(folder, name);
    const right = readFileSync(file, "utf8");
    expect(right).toContain(from);
    writeFileSync(file, right.replaceAll(from, to));
    expect(failureOf(() => terraform(folder, "test", "-no-color"))).toContain(complaint);
  });
});

/** The folder of a module that is valid, and whose tests pass. */
async function passing(set: readonly string[]): Promise<string> {
  const cwd = temporaryDirectory();
  expect(await scaffoldIn({ cwd, set })).toMatchObject({ exitCode: 0, problem: "" });
  const folder = path.join(cwd, "orders");
  terraform(folder, "init", "-backend=false", "-no-color");
  terraform(folder, "validate", "-no-color");
  assertAtOnce(path.join(folder, "tests"));
  expect(terraform(folder, "test", "-no-color")).toContain(", 0 failed.");
  return folder;
}

/** The error that a function throws, on one line, as Terraform breaks lines. */
function failureOf(run: () => unknown): string {
  try {
    run();
    return "";
  } catch (error) {
    return String(error).replace(/\s+/g, " ");
  }
}

function breakModule(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!/^(trigger-.*|iam|ecr|concurrency|monitoring|failures|deploy)\.tf$/.test(name)) continue;
    const file = path.join(folder, name);
    const broken = mistakes.reduce((text, [, from, to]) => text.replace(from, to), readFileSync(file, "utf8"));
    // A role whose actions are allowed on everything.
    writeFileSync(file, name === "iam.tf" ? withAnyResource(broken) : broken);
  }
}

/** The text with `*` in place of the resources of all policies, even if these take several lines. */
function withAnyResource(text: string): string {
  const parts = text.split(/(?<=\bResource *= )/);
  return parts.map((part, i) => (i === 0 ? part : `"*"${part.slice(endOfValue(part))}`)).join("");
}

/** The end of the line on which all brackets of a value are closed. */
function endOfValue(text: string): number {
  let depth = 0;
  for (const [at, character] of [...text].entries()) {
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (character === "\n" && depth <= 0) return at;
  }
  return text.length;
}
