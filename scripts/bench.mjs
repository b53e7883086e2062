// Measures what users wait for, in one run and as ratios to what the machine does at best; writes bench-results.json.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const binary = join(root, "bin/lambda-tf.js");
const scratch = mkdtempSync(join(tmpdir(), "lambda-tf-bench-"));
const rows = [];

function report(name, value, unit, ratio) {
  rows.push({
    name,
    value: Number(value.toPrecision(3)),
    unit,
    ...(ratio === undefined ? {} : { ratio: Number(ratio.toPrecision(3)) }),
  });
}

/** The shortest of several runs, in milliseconds: the others were disturbed. */
function shortest(args, times = 15) {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`${args.join(" ")} gave ${status}: ${stderr}`);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** One run: seconds, and the most memory it held, in MB. */
function measure(args) {
  const script = `
    process.argv.splice(1, 1);
    process.stdout.write = () => true;
    process.on("exit", () => process.stderr.write(String(process.resourceUsage().maxRSS)));
    const { main } = await import(${JSON.stringify(join(root, "dist/main.cjs"))});
    process.exitCode = await main(process.argv.slice(1));`;
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script, "--", "-", ...args], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${args.join(" ")} gave ${status}: ${stderr}`);
  return { seconds: (performance.now() - start) / 1000, megabytes: Number(stderr) / 1024 };
}

function moduleFiles(number) {
  const name = `orders_${number}`;
  const files = {
    "variables.tf": `variable "name" {\n  type    = string\n  default = "${name}"\n}\n`,
    "versions.tf": `terraform {\n  required_version = ">= 1.10"\n}\n`,
    "lambda.tf": `resource "aws_lambda_function" "this" {\n  function_name = var.name\n  role          = aws_iam_role.this.arn\n  runtime       = "python3.13"\n  handler       = "main.handler"\n  filename      = "build.zip"\n  timeout       = 30\n  memory_size   = 256\n}\n`,
    "iam.tf": `resource "aws_iam_role" "this" {\n  name = var.name\n  assume_role_policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{\n      Effect    = "Allow"\n      Action    = "sts:AssumeRole"\n      Principal = { Service = "lambda.amazonaws.com" }\n    }]\n  })\n}\n`,
    "logs.tf": `resource "aws_cloudwatch_log_group" "this" {\n  name              = "/aws/lambda/\${var.name}"\n  retention_in_days = 30\n}\n`,
    "queue.tf": `resource "aws_sqs_queue" "jobs" {\n  name                       = "\${var.name}-jobs"\n  visibility_timeout_seconds = 180\n}\n`,
    "trigger.tf": `resource "aws_lambda_event_source_mapping" "jobs" {\n  event_source_arn = aws_sqs_queue.jobs.arn\n  function_name    = aws_lambda_function.this.arn\n  batch_size       = 10\n}\n`,
    "policy.tf": `resource "aws_iam_role_policy" "jobs" {\n  role = aws_iam_role.this.id\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{\n      Effect   = "Allow"\n      Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]\n      Resource = aws_sqs_queue.jobs.arn\n    }]\n  })\n}\n`,
    "locals.tf": `locals {\n  tags = {\n    Service = var.name\n    Team    = "orders"\n  }\n}\n`,
    "outputs.tf": `output "arn" {\n  description = "ARN of the function"\n  value       = aws_lambda_function.this.arn\n}\n`,
  };
  return files;
}

/** Writes so many modules of ten files each; gives their size in MB. */
function writeTree(directory, modules) {
  let bytes = 0;
  for (let number = 0; number < modules; number++) {
    const folder = join(directory, `module-${number}`);
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(moduleFiles(number))) {
      writeFileSync(join(folder, name), text);
      bytes += Buffer.byteLength(text);
    }
  }
  return bytes / 1e6;
}

try {
  const bare = shortest(["-e", "0"]);
  report("node -e 0", bare, "ms", 1);
  report("lambda-tf --version", ...timed([binary, "--version"], bare));
  spawnSync(process.execPath, [binary, "init", "orders", "--yes"], { cwd: scratch });
  report(
    "lint of the scaffolded module, cold",
    ...timed([binary, "lint", join(scratch, "orders"), "--fail-on", "never"], bare),
  );

  const tree = join(scratch, "tree");
  const megabytes = writeTree(tree, 1000);
  const lint = ["lint", tree, "--fail-on", "never", "--format", "json"];
  const runs = [measure(lint), measure(lint)];
  report("lint of 1,000 modules (10,000 files)", runs[0].seconds, "s");
  report("  the same again", runs[1].seconds, "s", runs[1].seconds / runs[0].seconds);
  report("  throughput", megabytes / Math.min(...runs.map(({ seconds }) => seconds)), "MB/s");
  report("  peak memory", Math.max(...runs.map((run) => run.megabytes)), "MB");
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function timed(args, bare) {
  const time = shortest(args);
  return [time, "ms", time / bare];
}

const width = Math.max(...rows.map(({ name }) => name.length));
for (const { name, value, unit, ratio } of rows) {
  console.log(`${name.padEnd(width)}  ${`${value} ${unit}`.padStart(12)}${ratio === undefined ? "" : `  ${ratio} x`}`);
}
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
writeFileSync(join(root, "bench-results.json"), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
