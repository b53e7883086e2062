import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../helpers/run-cli.ts";
import { lastingDirectory, temporaryDirectory } from "../helpers/temporary-directory.ts";

/** The work of a run, measured as how often each function of the program runs, which is the same on any machine. */
type Counts = ReadonlyMap<string, number>;

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
    }[];
  }[];
}

const trust = `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })`;

/** A function with everything that belongs to it; `names` determines how these refer to each other. */
function wired(i: number, names: { role: string; fn: string; queue: string; bucket: string }): string {
  return `
resource "aws_iam_role" "r${i}" {
  name               = "\${var.stage}role-${i}"
  assume_role_policy = ${trust}
}
resource "aws_iam_role_policy" "p${i}" {
  role   = ${names.role}
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sqs:ReceiveMessage"], Resource = aws_sqs_queue.q${i}.arn }] })
}
resource "aws_lambda_function" "f${i}" {
  function_name = "\${var.stage}fn-${i}"
  role          = aws_iam_role.r${i}.arn
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "x.zip"
  layers        = [aws_lambda_layer_version.l${i}.arn]
}
resource "aws_lambda_layer_version" "l${i}" {
  layer_name = "l-${i}"
  filename   = "l.zip"
}
resource "aws_cloudwatch_log_group" "g${i}" {
  name = "/aws/lambda/\${var.stage}fn-${i}"
}
resource "aws_sqs_queue" "q${i}" {
  name = "\${var.stage}queue-${i}"
}
resource "aws_sqs_queue_policy" "q${i}" {
  queue_url = aws_sqs_queue.q${i}.id
  policy    = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_lambda_event_source_mapping" "m${i}" {
  event_source_arn = ${names.queue}
  function_name    = ${names.fn}
}
resource "aws_s3_bucket" "b${i}" {
  bucket = "\${var.stage}b-${i}"
}
resource "aws_s3_bucket_notification" "b${i}" {
  bucket = aws_s3_bucket.b${i}.id
  lambda_function {
    lambda_function_arn = aws_lambda_function.f${i}.arn
    events              = ["s3:ObjectCreated:*"]
  }
}
resource "aws_lambda_permission" "x${i}" {
  action        = "lambda:InvokeFunction"
  function_name = ${names.fn}
  principal     = "s3.amazonaws.com"
  source_arn    = ${names.bucket}
}
`;
}

/** The parts that the mappings of one function share. */
const shared = `resource "aws_iam_role" "r" {
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.name
  policy = jsonencode({ Version = "2012-10-17", Statement = { Effect = "Allow", Action = "sqs:*", Resource = "*" } })
}
resource "aws_lambda_function" "f" {
  function_name = "fn"
  role          = aws_iam_role.r.arn
}`;

const byReference = (i: number) => ({
  role: `aws_iam_role.r${i}.name`,
  fn: `aws_lambda_function.f${i}.arn`,
  queue: `aws_sqs_queue.q${i}.arn`,
  bucket: `aws_s3_bucket.b${i}.arn`,
});
const byText = (i: number) => ({
  role: `"\${var.stage}role-${i}"`,
  fn: `"\${var.stage}fn-${i}"`,
  queue: `"arn:aws:sqs:eu-west-1:123456789012:\${var.stage}queue-${i}"`,
  bucket: `"arn:aws:s3:::\${var.stage}b-${i}"`,
});

const shapes: Record<string, (i: number) => string> = {
  "functions wired by reference": (i) => wired(i, byReference(i)),
  "functions wired by name": (i) => wired(i, byText(i)),
  "providers with aliases": (i) => `
provider "aws" {
  alias = "a${i}"
}
resource "aws_sqs_queue" "q${i}" {
  provider = aws.a${i}
  name     = "q-${i}"
}
`,
  "variables, locals and outputs": (i) => `
variable "v${i}" {
  type    = string
  default = "x"
}
locals {
  l${i} = var.v${i}
}
resource "aws_sqs_queue" "q${i}" {
  name = local.l${i}
}
output "o${i}" {
  value = aws_sqs_queue.q${i}.arn
}
`,
  "functions that may do too much": (i) => `
resource "aws_iam_role" "r${i}" {
  name               = "role-${i}"
  assume_role_policy = ${trust}
}
resource "aws_iam_role_policy" "p${i}" {
  role   = aws_iam_role.r${i}.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = ["sqs:SendMessage", "sqs:ReceiveMessage"], Resource = aws_sqs_queue.q${i}.arn },
    { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::*" },
    { Effect = "Allow", Action = "dynamodb:Query", Resource = "*" },
    { Effect = "Allow", Action = ["iam:PassRole", "lambda:*"], Resource = "*" },
  ] })
}
resource "aws_iam_role_policy_attachment" "a${i}" {
  role       = aws_iam_role.r${i}.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_lambda_function" "f${i}" {
  function_name = "fn-${i}"
  role          = aws_iam_role.r${i}.arn
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "x.zip"
}
resource "aws_cloudwatch_log_group" "g${i}" {
  name = "/aws/lambda/fm-${i}"
}
resource "aws_lambda_function_recursion_config" "f${i}" {
  function_name  = aws_lambda_function.f${i}.function_name
  recursive_loop = "Allow"
}
resource "aws_sqs_queue" "q${i}" {
  name = "queue-${i}"
}
resource "aws_lambda_event_source_mapping" "m${i}" {
  event_source_arn = aws_sqs_queue.q${i}.arn
  function_name    = aws_lambda_function.f${i}.arn
}
resource "aws_s3_bucket" "b${i}" {
  bucket = "b-${i}"
}
resource "aws_dynamodb_table" "t${i}" {
  name     = "t-${i}"
  hash_key = "id"
}
`,
  "triggers of one function": (i) => `
${i > 0 ? "" : 'resource "aws_lambda_function" "f" {\n  function_name = "fn"\n  role = "arn:aws:iam::123456789012:role/fn"\n}'}
resource "aws_cloudwatch_event_rule" "e${i}" {
  schedule_expression = "rate(1 day)"
}
resource "aws_cloudwatch_event_target" "e${i}" {
  rule = aws_cloudwatch_event_rule.e${i}.name
  arn  = aws_lambda_function.f.arn
}
resource "aws_lambda_permission" "e${i}" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.f.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.e${i}.arn
}
`,
  "mappings of one function": (i) => `
${i > 0 ? "" : shared}
resource "aws_sqs_queue" "q${i}" {
  name = "q-${i}"
}
resource "aws_lambda_event_source_mapping" "m${i}" {
  event_source_arn = aws_sqs_queue.q${i}.arn
  function_name    = aws_lambda_function.f.arn
}
`,
  "arguments of wrong types": (i) => `
variable "v${i}" {
  type = list(string)
}
resource "aws_sqs_queue" "q${i}" {
  name = var.v${i}
  tags = ["a"]
}
module "m${i}" {
  source = "./worker"
  a      = var.v${i}
  b      = []
}
`,
  "calls of modules that are not here": (i) => `
module "m${i}" {
  source = "terraform-aws-modules/sns/aws"
  name   = "m-${i}"
}
resource "aws_lambda_function" "f${i}" {
  function_name = "fn-${i}"
  role          = module.m${i}.arn
}
`,
};

const stages: Record<string, string> = {
  "that are known": 'variable "stage" {\n  default = "test-"\n}\n',
  "that are not known": 'variable "stage" {\n  type = string\n}\n',
};

/** Functions whose work grows faster than the input: with four times the input they run eight times as often. */
function outgrowing(few: Counts, many: Counts, size: number): readonly string[] {
  return [...many]
    .filter(([piece, count]) => count > 1000 && count > 8 * Math.max(few.get(piece) ?? 0, size))
    .map(([piece, count]) => `${few.get(piece) ?? 0} → ${count}: ${piece}`);
}

/** The program where it can keep no byte code (a file stands in the way): of what runs from that V8 counts no loops. */
const program = lastingDirectory({ "dist/byte-code": "" });
for (const part of ["bin", "dist", "package.json"])
  cpSync(join(repository, part), join(program, part), {
    recursive: true,
    filter: (source) => !source.endsWith("byte-code"),
  });

/** A module that some of the shapes call. */
const WORKER = 'variable "a" {\n  type = string\n}\nvariable "b" {\n  type = string\n}\n';

function workOf(text: string): Counts {
  const cwd = temporaryDirectory({ "main.tf": text, "worker/main.tf": WORKER });
  const directory = temporaryDirectory({});
  const run = spawnSync(
    process.execPath,
    [join(program, "bin/lambda-tf.js"), "lint", "--profile", "all", "--format", "json"],
    {
      cwd,
      env: { PATH: process.env.PATH, NODE_V8_COVERAGE: directory },
      maxBuffer: 1 << 28,
    },
  );
  expect(run.status).toBe(1);
  const counts = new Map<string, number>();
  for (const file of readdirSync(directory)) {
    const { result }: Coverage = JSON.parse(readFileSync(join(directory, file), "utf8"));
    for (const { url, functions } of result.filter((script) => script.url.includes("/dist/")))
      for (const { functionName, ranges } of functions)
        for (const { startOffset, endOffset, count } of ranges) {
          const piece = `${functionName} ${url.slice(url.lastIndexOf("/") + 1)} ${startOffset}-${endOffset}`;
          counts.set(piece, (counts.get(piece) ?? 0) + count);
        }
  }
  return counts;
}

const cases = Object.entries(shapes).flatMap(([shape, text]) => {
  const all = Object.keys(stages);
  return (text(0).includes("var.stage") ? all : all.slice(0, 1)).map((stage) => [shape, stage] as const);
});

test.each(cases)("%s, by names %s, take work proportional to their number", (shape, stage) => {
  const many = (count: number) =>
    (stages[stage] ?? "") + Array.from({ length: count }, (_, i) => shapes[shape]?.(i)).join("");
  const [few, more] = [25, 100].map((count) => workOf(many(count)));
  expect(few?.size).toBeGreaterThan(500);
  expect(outgrowing(few ?? new Map(), more ?? new Map(), 25)).toEqual([]);
});
