import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { packagePath } from "../../src/scaffold/package-files.ts";
import { presetNames } from "../../src/scaffold/presets.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { scaffoldIn } from "./scaffold-in.ts";

test.each([
  ["timeout=901", "timeout must be a whole number from 1 to 900, not 901"],
  ["timeout=1.5", 'timeout must be a whole number from 1 to 900, not "1.5"'],
  [
    "language=pyton",
    'language must be one of javascript, typescript, python, java, go, dotnet, ruby, rust, custom, not "pyton" (did you mean python?)',
  ],
  ["tracing=maybe", 'tracing must be true or false, not "maybe"'],
  [
    "triggers=none,sqs",
    /^triggers must be a list from none, sqs, .*; each once, and none only by itself, not \["none","sqs"\]$/,
  ],
  [
    "function_name=../orders",
    /^function_name must be 1 to 56 letters, digits, hyphens and underscores, as the example adds -example and names are limited to 64, not "\.\.\/orders"$/,
  ],
  ["sqs_batchsize=5", "sqs_batchsize is not a key of the answers: did you mean sqs_batch_size?"],
  [
    "http_api_jwt=true",
    "http_api_jwt is not a key of the answers: did you mean http_api_jwt_issuer or http_api_jwt_audience or http_api_jwt_scopes?",
  ],
  ["deploy=canary", "deploy is not a key of the answers: did you mean deployment?"],
  ["timout=3", "timout is not a key of the answers: did you mean timeout?"],
  ["__proto__=x", /^__proto__ is not a key of the answers/],
  ["constructor=x", /^constructor is not a key of the answers/],
  ["sqs_batch_size=5", "sqs_batch_size is only asked with triggers=sqs"],
  [
    "durable_retention_days=5",
    "durable_retention_days is only asked with durable=true and triggers=none or s3 or schedule or eventbridge or sns or iot or ses or cloudwatch-logs or service or sqs or dynamodb-stream or kinesis",
  ],
  [
    "access_log_bucket=logs",
    "access_log_bucket is only asked with hardened=true, and with own_bucket=true and placement=region or managed-instances, or triggers=s3 and s3_bucket=new",
  ],
  ["tags=Owner", /^tags must be a map.*, not "Owner": an entry is given as tags\.NAME=value$/],
  ["tags.aws:x=1", /^tags must be a map whose keys/],
  ['tags.Owner=["a"]', /^tags must be a map.*, not \{"Owner":"\[\\"a\\"\]"\}$/],
  ['sqs_filter={"kind":["a","a"]}', /^sqs_filter is only asked with triggers=sqs/],
  [
    "runtime=nodejs20.x",
    /^runtime must be one of nodejs24.x, nodejs22.x, not "nodejs20.x", which AWS supported until 2026-04-30$/,
  ],
  [
    "runtime=python3.9",
    /^runtime must be one of python3.14, .*, not "python3.9", which AWS supported until 2025-12-15$/,
  ],
  ["runtime=python3.99", /^runtime must be one of python3.14, .*, not "python3.99" \(did you mean python3.1/],
  ["runtime=go1.x", 'runtime must be one of provided.al2023, not "go1.x", which AWS supported until 2024-01-08'],
  ["runtime=cobol85", 'runtime must be one of nodejs24.x, nodejs22.x, not "cobol85"'],
  ["\u001b[2J=x", /^"\\u001b\[2J" is not a key of the answers/],
  ["timeout", "--set timeout: expected key=value, such as --set timeout=30"],
  [`description=${"x".repeat(300)}`, /^description must be a text of at most 256 characters, not "x{59}…$/],
])("--set %s is refused with an explanation", async (set, message) => {
  const run = await scaffoldIn({ cwd: temporaryDirectory(), set: [set] });
  expect(run.exitCode).toBe(2);
  const [sentence] = run.problem.split("\n");
  if (typeof message === "string") expect(sentence).toBe(message);
  else expect(sentence).toMatch(message);
});

test.each([
  [["language=javascript", "runtime=python3.14"], /, not "python3.14", which goes with language=python\n$/],
  [["language=javascript", "runtime=provided.al2023"], /, which goes with language=go or rust or custom\n$/],
  [
    ["own_table=true", "own_table_sorted=true", "own_table_sort_key=id"],
    /^own_table_sort_key must be .*, and different from the partition key, not "id"\n$/,
  ],
  [
    ["own_table=true", "own_table_sorted=true", "own_table_hash_key=sort"],
    /^own_table_sort_key must be .*, and different from the partition key, not "sort"\n$/,
  ],
  [
    ["log_group=existing", "log_group_name=orders", "log_retention_days=90"],
    /^log_retention_days is only asked with placement=region or managed-instances and log_group=new, or /,
  ],
  [
    ["triggers=sns", "sns_filter_scope=MessageBody"],
    /^sns_filter_scope is only asked with triggers=sns and more than 0 entries of sns_filter\n/,
  ],
  [
    ["role=existing", "role_name=orders", "role_in_path=true", "role_path=/workloads/"],
    / {2}role_in_path is only asked with a role that the module makes \(role=new, .* or another\)\n/,
  ],
  [["triggers=iot", "iot_topic=a/#/b"], /^iot_topic must be a topic filter such as/],
  [["triggers=iot", "iot_topic=a+b"], /^iot_topic must be a topic filter such as/],
  [["triggers=schedule", "schedule_expression=cron(0 25 * * ? *)"], /^schedule_expression must be a schedule such as/],
  [["triggers=schedule", "schedule_expression=cron(0 3 * * * *)"], /^schedule_expression must be a schedule such as/],
])("--set %j is refused because of other answers", async (set, message) => {
  const run = await scaffoldIn({ cwd: temporaryDirectory(), set });
  expect(run.exitCode).toBe(2);
  expect(run.problem).toMatch(message);
});

test("a trigger limits the questions of others", async () => {
  const run = await scaffoldIn({ cwd: temporaryDirectory(), set: ["triggers=http-api", "timeout=31"] });
  expect(run.problem).toBe(
    "timeout must be a whole number from 1 to 30, as an HTTP API waits at most 30 seconds, not 31\n",
  );
});

test("all errors are reported at once", async () => {
  const run = await scaffoldIn({ cwd: temporaryDirectory(), set: ["timeout=0", "memory_size=1", "x=y"] });
  expect(run.problem.split("\n").slice(0, 3)).toEqual([
    "3 answers are wrong:",
    "  memory_size must be a whole number from 128 to 10240, not 1",
    "  timeout must be a whole number from 1 to 900, not 0",
  ]);
});

test.each([
  ["not JSON", "{", /^answers.json:1:1 is not JSON: This "\{" is never closed\n$/],
  ["an answer twice", '{"timeout":30,\n"timeout":60}', /^answers.json:2:1 names "timeout" again, after line 1\n/],
  [
    "an entry twice",
    '{"tags":{"Owner":"a","Owner":"b"}}',
    /^answers.json:1:22 names "Owner" again, after line 1\nKeep one of the two$/,
  ],
  ["a list", "[]", /^answers.json must hold a JSON object of answers/],
  ["null", "null", /^answers.json must hold a JSON object of answers/],
  ["a wrong type", '{"timeout":"30"}', /^answers.json: timeout must be a whole number from 1 to 900, not "30"/],
  [
    "a nested value",
    '{"timeout":{"a":{"b":1}}}',
    /^answers.json: timeout must be a whole number from 1 to 900, not something nested/,
  ],
  ["a prototype", '{"__proto__":{"timeout":1}}', /^answers.json: __proto__ is not a key of the answers/],
  [
    "deep nesting",
    `{"timeout":${"[".repeat(5000)}${"]".repeat(5000)}}`,
    /^answers.json: timeout must be a whole number/,
  ],
])("an answers file that contains %s is refused with an explanation", async (_what, text, message) => {
  const cwd = temporaryDirectory({ "answers.json": text });
  const run = await scaffoldIn({ cwd, answers: "answers.json" });
  expect(run.exitCode).toBe(2);
  expect(run.problem).toMatch(message);
});

test("an error in --set is not reported as one of the answers file", async () => {
  const cwd = temporaryDirectory({ "answers.json": '{"timeout":5}' });
  const run = await scaffoldIn({ cwd, answers: "answers.json", set: ["timeout=0"] });
  expect(run.problem).toMatch(/^timeout must be a whole number/);
});

test("an answers file may begin with a byte order mark and name its schema", async () => {
  const cwd = temporaryDirectory({ "answers.json": '\uFEFF{"$schema":"./x.json","timeout":5}' });
  expect(await scaffoldIn({ cwd, answers: "answers.json" })).toMatchObject({ exitCode: 0 });
});

test.each([
  ["missing.json", "missing.json does not exist"],
  [".", ". is a directory"],
])("an answers file that is %s is refused with an explanation", async (answers, message) => {
  const run = await scaffoldIn({ cwd: temporaryDirectory(), answers });
  expect([run.exitCode, run.problem.slice(0, message.length)]).toEqual([2, message]);
});

test("every preset is in the documentation", () => {
  const start = readFileSync(packagePath("docs", "start.md"), "utf8");
  for (const name of presetNames()) expect(start).toContain(`\`${name}\``);
});
