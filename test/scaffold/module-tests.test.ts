import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { assertAtOnce } from "./runs-at-once.ts";
import { scaffoldIn } from "./scaffold-in.ts";
import { triggers, withTriggers } from "./scaffolded-modules.ts";
import { hasTerraform, noticeSkipped, terraformForTemplates } from "./terraform-offline.ts";

const terraform = terraformForTemplates();

/** Mistakes that are made at once, wherever they can be. */
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

/** What the tests of the module must say of them. */
const complaints: readonly string[] = [
  "Whoever may invoke the function must be let at what takes the traffic.",
  "A message must stay hidden for six times the timeout.",
  "What fails five times must go to the dead-letter queue.",
  "Only the messages that failed may be delivered again.",
  "The queue must feed what takes the traffic.",
  "The function may read its own queue alone.",
  "The schedule must call what takes the traffic.",
  "Runs that are given up must be kept.",
  "No other rule may invoke the function.",
  "The rule must call what takes the traffic.",
  "Events that cannot be delivered must be kept.",
  "The API must call what takes the traffic.",
  "Only this API may invoke the function.",
  "Every method of the REST API must call what takes the traffic.",
  "Only this REST API may invoke the function.",
  "The WebSocket API must call what takes the traffic.",
  "Only this WebSocket API may invoke the function.",
  "The function may send to connections of its own API alone.",
  "No other target group may invoke the function.",
  "The target group must hold what takes the traffic.",
  "No other bucket may invoke the function.",
  "A bucket of that name in another account may not invoke the function.",
  "The bucket must call what takes the traffic, for the objects below the prefix.",
  "The function may read the objects it is invoked for, and no others.",
  "No other topic may invoke the function.",
  "The topic must call what takes the traffic.",
  "Messages that cannot be delivered must be kept.",
  "The stream of the table must feed what takes the traffic.",
  "A change that always fails may not hold up its shard for ever.",
  "Changes that did not fail may not be given up with the one that did.",
  "The function may read the stream of its own table alone.",
  "The stream must feed what takes the traffic.",
  "A record that always fails may not hold up its shard for ever.",
  "Records that did not fail may not be given up with the one that did.",
  "Where the records are that were given up must be kept.",
  "The function may read its own stream alone.",
  "The topic must feed what takes the traffic.",
  "The Kafka topic must feed what takes the traffic.",
  "The function may read the secrets of the Kafka cluster, and no others.",
  "Where the records of the Kafka topic are that were given up must be kept.",
  "The function may read its own topic alone.",
  "The function may join its own consumer group alone.",
  "Changes of documents must feed what takes the traffic.",
  "The function may read the secret of the DocumentDB cluster, and no other.",
  "The function may describe the DocumentDB cluster that it reads, and no other.",
  "The broker's queue must feed what takes the traffic.",
  "The function may read the broker's secret, and no other.",
  "No other log group may invoke the function.",
  "No other account may invoke the function with its logs.",
  "Lines must go to what takes the traffic.",
  "No other user pool may invoke the function.",
  "The user pool must call what takes the traffic, at each of the times that were chosen.",
  "No other rule may invoke the function with messages of devices.",
  "Messages of devices must go to what takes the traffic.",
  "Messages of devices that cannot be delivered must be kept.",
  "The rule may write to the queue for failures alone.",
  "No other service or resource may invoke the function.",
  "The service may not invoke the function on behalf of another account.",
  "No other rule may invoke the function with mail.",
  "No other account may invoke the function with mail.",
  "Mail must go to what takes the traffic.",
  "The workflow must call what takes the traffic.",
  "The input of an execution that fails must be kept.",
  "The workflow may call this function alone.",
  "The function may send to the queue of failed events alone.",
  "A tag may not move to another image, and what is pushed must be scanned.",
  "Nobody but Lambda may fetch the image by the policy of the repository.",
  "The number of environments behind the alias must follow the load.",
  "The first dead letter must set off an alarm.",
  "Nobody may reach the queue of failed events without TLS.",
  "Nobody may publish to the topic without TLS.",
  "Nobody may reach the bucket without TLS.",
  "Nobody may reach the queue without TLS.",
  "The function may send traces, and nothing else to X-Ray.",
  "The function may read the secrets of secret_names alone.",
  "The function must be able to read its stream.",
  "The function must be able to read the stream of its table.",
  "The function must be able to read its Kafka topic.",
  "The function must be able to find its broker, and to log in to it.",
  "The function must be able to find its DocumentDB cluster, and to log in to it.",
];

/** Modules of which much is broken at once, as starting Terraform takes longer than any single test. */
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
      "Errors of the new version must stop its deployment, and nothing else.",
      "CodeDeploy must be able to move the alias.",
      "Deployments of other accounts may not use the role.",
      "A failed deployment must go back to the old version.",
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
      "The queue must feed what takes the traffic.",
      "The function may read its own queue alone.",
      "The topic must call what takes the traffic.",
      "No other topic may invoke the function.",
      "The rule for objects must call what takes the traffic.",
      "No rule but that for objects may invoke the function.",
      "The function may read the objects it is invoked for, and no others.",
      "The stream must feed what takes the traffic.",
      "The function must be able to read its stream.",
      "The stream of the table must feed what takes the traffic.",
      "The function must be able to read the stream of its table.",
      "The function may decrypt with this key alone.",
    ],
  ],
];

/** What is asked for, a mistake, and what the tests of the module must say of it. */
const mended: readonly {
  readonly set: readonly string[];
  readonly mistake: readonly [file: string, from: string, to: string];
  readonly complaint: string;
}[] = [
  {
    set: ["triggers=none", "durable=true"],
    mistake: ["iam.tf", "${aws_lambda_function.this.arn}:*", "${aws_lambda_function.this.arn}"],
    complaint: "The function may keep and read the state of its own executions alone, of every version.",
  },
  {
    set: ["triggers=rest-api", "tenant_isolation=true", "rest_api_authorization=CUSTOM", "rest_api_authorizer=tenants"],
    mistake: ["trigger-rest-api.tf", "context.authorizer.tenantId", "method.request.header.x-tenant-id"],
    complaint: "The tenant must follow from who calls the REST API.",
  },
  {
    set: ["triggers=none", "durable=true", "hardened=true", "language=typescript", "deployment=canary"],
    mistake: ["lambda.tf", "target_arn = aws_sqs_queue.failures.arn", 'target_arn = "arn:aws:sqs:us-east-1:1:other"'],
    complaint: "What fails must go to the queue of failed events.",
  },
  {
    set: ["triggers=sqs", "sqs_topic=true", "sqs_topic_name=orders"],
    mistake: ["trigger-sqs.tf", '"aws:SourceArn" = data.aws_sns_topic.queue.arn', '"aws:SourceArn" = "*"'],
    complaint: "The queues may take messages of the topic, and of no other.",
  },
  {
    set: ["triggers=s3", "s3_bucket=existing", "s3_bucket_name=acme-uploads"],
    mistake: ["trigger-s3.tf", "name = [data.aws_s3_bucket.source.bucket]", 'name = [{ prefix = "" }]'],
    complaint: "Objects of other buckets may not invoke the function.",
  },
];

noticeSkipped(modules.length + mended.length);

describe.skipIf(!hasTerraform)("the tests of a module", () => {
  test.each(modules)("with %s pass, and find what is broken", { timeout: 300_000 }, async (_what, set, wanted) => {
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

/** What it throws, on one line: Terraform breaks lines. */
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
    // A role that may do what it may to anything.
    writeFileSync(file, name === "iam.tf" ? withAnyResource(broken) : broken);
  }
}

/** Policies with `*` for their resources, over however many lines these are written. */
function withAnyResource(text: string): string {
  const parts = text.split(/(?<=\bResource *= )/);
  return parts.map((part, i) => (i === 0 ? part : `"*"${part.slice(endOfValue(part))}`)).join("");
}

/** Where the line ends on which all brackets of a value are closed. */
function endOfValue(text: string): number {
  let depth = 0;
  for (const [at, character] of [...text].entries()) {
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (character === "\n" && depth <= 0) return at;
  }
  return text.length;
}
