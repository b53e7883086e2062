import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { limits } from "../../src/limits.ts";
import { formats, type Report } from "../../src/report/index.ts";
import { commitAll } from "../helpers/git.ts";
import { binary, runCli } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { onlyTimeout } from "../helpers/timeout-unset.ts";

const escapes = "\u001b]0;title\u0007\u001b[2J\u009b31m\u202e";
/** The same in HCL: as plain text, and as escapes that evaluate to it. */
const acting = `resource "aws_lambda_function" "a" {
  function_name = "a ${escapes} \\u001b[2J\\u202e"
  runtime       = "${escapes}"
  timeout       = 1000 # ${escapes}
}
`;
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Runs the command line where stdout is a terminal, and returns what it would show, without colours and line ends. */
function onTerminal(cwd: string, ...args: string[]): string {
  const quoted = [process.execPath, binary, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const run = spawnSync("script", ["--quiet", "--command", quoted, "/dev/null"], {
    cwd,
    env: { PATH: process.env.PATH, TERM: "xterm" },
    encoding: "utf8",
  });
  return run.stdout.replace(/\u001b\[\d+m/g, "").replaceAll("\r\n", "\n");
}

/** The `script` of util-linux provides a terminal. */
const hasTerminal = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") ?? false;

test
  .skipIf(!hasTerminal)
  .each([
    [["lint", "--profile", "all"]],
    [["lint", "--fix", "--dry-run"]],
    [["runtimes"]],
    [["config"]],
    [["lint", "missing\u001b[2J"]],
  ])("%j prints nothing that a terminal would act on", (args) => {
  const stale = `# lambda-tf:ignore function/timeout-unset ${escapes}\n`;
  const config = JSON.stringify({ variables: { [`n${escapes}`]: escapes } });
  const cwd = temporaryDirectory({ "main.tf": stale + acting, "lambda-tf.config.json": config });
  const shown = onTerminal(cwd, ...args);
  expect(shown).not.toMatch(controls);
  expect(shown.length).toBeGreaterThan(10);
});

describe("names with line ends, control characters and markup", () => {
  const name = 'a\nb\u001b[31m"<&|`%,:.tf';

  test.each(formats)("stay data in %s", (format) => {
    const cwd = temporaryDirectory({ [name]: 'resource "aws_lambda_function" "a" {\n}\n' });
    const { exitCode, stdout, stderr } = runCli(["lint", ...onlyTimeout, "--format", format], {
      cwd,
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    expect(stdout).not.toMatch(controls);
    if (format === "github") expect(stdout.trimEnd().split("\n")).toHaveLength(1);
  });

  test("are distinguished by baselines and --since", () => {
    const cwd = temporaryDirectory({ [name]: 'resource "aws_lambda_function" "a" {\n}\n' });
    commitAll(cwd);
    expect(runCli(["lint", ...onlyTimeout, "--since", "HEAD"], { cwd }).exitCode).toBe(0);
    runCli(["lint", ...onlyTimeout, "--write-baseline"], { cwd });
    expect(runCli(["lint", ...onlyTimeout, "--baseline", "lambda-tf.baseline.json"], { cwd }).exitCode).toBe(0);
  });
});

test.each([["x/".repeat(5000)], ["x".repeat(5000)], [`${"x".repeat(300)}.tf`]])(
  "a path that is too long is refused",
  (path) => {
    const { exitCode, stderr } = runCli(["lint", path], { cwd: temporaryDirectory({ "main.tf": "" }) });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^Error: x/);
  },
);

/** Files and a pipe that nobody writes to: reading it would never end. */
function withPipe(name: string, files: Readonly<Record<string, string>>): string {
  const cwd = temporaryDirectory({ ...files });
  mkdirSync(dirname(join(cwd, name)), { recursive: true });
  spawnSync("mkfifo", [join(cwd, name)]);
  return cwd;
}

test.skipIf(process.platform === "win32").each([
  ["queue.tf", 2],
  ["terraform.tfvars", 2],
  ["lambda-tf.config.json", 2],
  ["package.json", 0],
  [".gitignore", 0],
  [".terraform.lock.hcl", 0],
  [".terraform/modules/modules.json", 0],
  ["policy.json", 0],
])("lint does not wait for a pipe called %s", (name, exitCode) => {
  const main = 'locals {\n  policy = file("policy.json")\n}\n\noutput "policy" {\n  value = local.policy\n}\n';
  const run = runCli(["lint", ...onlyTimeout], { cwd: withPipe(name, { "main.tf": main }) });
  expect(run.exitCode).toBe(exitCode);
  expect(run.stdout + run.stderr).toMatch(exitCode === 2 ? /cannot be read: it is not a regular file/ : /No findings/);
});

test.skipIf(process.platform === "win32")("parse does not wait for a pipe", () => {
  const { exitCode, stderr } = runCli(["parse", "queue.tf"], { cwd: withPipe("queue.tf", {}) });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: "Error: queue.tf cannot be read: it is not a regular file\n",
  });
});

test("a fileset pattern with many stars does not take long to match", () => {
  const name = "a".repeat(100);
  const main = `resource "aws_sqs_queue" "a" {\n  for_each = fileset(path.module, "${"*a".repeat(30)}b")\n}\n`;
  const cwd = temporaryDirectory({ "main.tf": main, [name]: "" });
  expect(runCli(["lint", ...onlyTimeout], { cwd }).exitCode).toBe(0);
});

/** The policy of a queue, to which a rule suggests adding a statement for a topic. */
const withStatement = (inside: string) => `resource "aws_sqs_queue" "a" {
}
resource "aws_sns_topic" "a" {
}
resource "aws_sns_topic_subscription" "a" {
  topic_arn = aws_sns_topic.a.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.a.arn
}
resource "aws_sqs_queue_policy" "a" {
  queue_url = aws_sqs_queue.a.url
  policy    = jsonencode({ Version = "2012-10-17", Statement = [${inside}] })
}
`;
const receiving = 'Principal = { AWS = "111122223333" }, Action = "sqs:ReceiveMessage", Resource = aws_sqs_queue.a.arn';

const times = (text: string) => text.repeat(50_000);
const argument = (type: string, text: string) => `resource "${type}" "a" {\n  ${text}\n}\n`;

test.each([
  ["a duration", `output "a" {\n  value = timeadd("2026-01-01T00:00:00Z", "${"1111h".repeat(20)}x")\n}\n`],
  ["a name", `resource "aws_db_proxy_endpoint" "a" {\n  db_proxy_endpoint_name = "${"a".repeat(50)}_"\n}\n`],
  ["comments in a statement", withStatement(`{${"# a ".repeat(40)}\n("Effect") = "Allow", ${receiving} }`)],
  ["space before a statement", withStatement(`${" ".repeat(50)}/* */ { Effect = "Allow", ${receiving} }`)],
  ["a schedule", argument("aws_cloudwatch_event_rule", `schedule_expression = "${times("\\t")})${times("\\t")}\\nC"`)],
  ["a constraint on versions", `terraform {\n  required_version = "${times("\\t")}"\n}\n`],
  [
    "a value of a variable",
    argument("aws_lambda_function", `environment {\n variables = { A = ".${times("-your-x")}\\n" }\n}`),
  ],
  ["a path", argument("aws_sqs_queue", `name = basename("${times("a")}/\\n")`)],
  [
    "a policy's resource",
    withStatement(`{ Effect = "Allow", ${receiving}, Resource = "arn:aws:s3:::${times("$${a:")}" }`),
  ],
  ["an action", argument("aws_lambda_permission", `action = "lambda:M${times("*")}\\n"`)],
  ["a bucket's path", argument("aws_lambda_permission", `source_arn = "arn:aws:s3:::${times("/")}\\n/"`)],
  ["a route", argument("aws_apigatewayv2_route", `route_key = "GET /${times("{")}}\\n{+}+"`)],
  ["a policy's ARN", argument("aws_iam_policy_attachment", `policy_arn = "${times(":policy/o")}\\n:policy/o"`)],
  ["a parameter's name", argument("aws_ssm_parameter", `name = "/${"orders".repeat(20)} "`)],
  ["underscores", `resource "aws_sqs_queue" "a${times("_")}B" {\n}\n`],
])("%s that a pattern nearly matches does not take long", (_, text) => {
  const cwd = temporaryDirectory({ "main.tf": text });
  expect(runCli(["lint", "--profile", "all", "--fail-on", "never"], { cwd }).stderr).toBe("");
});

test("fileset finds no files in something that is not a directory", () => {
  const main = 'resource "aws_lambda_function" "a" {\n  for_each = fileset("${path.module}/main.tf", "*")\n}\n';
  const cwd = temporaryDirectory({ "main.tf": main });
  const { stdout, stderr } = runCli(["lint", "--only", "function/timeout-range"], { cwd });
  expect([stdout, stderr]).toEqual(["No findings in 1 file in 1 module\n", ""]);
});

test("circular links come to an end", () => {
  const cwd = temporaryDirectory({ "m/main.tf": 'module "m" {\n  source = "./loop/loop/loop"\n}\n', ".git/HEAD": "" });
  symlinkSync(".", join(cwd, "m/loop"));
  symlinkSync("b", join(cwd, "a"));
  symlinkSync("a", join(cwd, "b"));
  symlinkSync("self.tf", join(cwd, "m/self.tf"));
  for (const path of [".", "m/main.tf", "m/loop/loop/main.tf"]) {
    const { exitCode, stderr } = runCli(["lint", path, "--format", "json"], { cwd });
    expect([path, exitCode, stderr]).toEqual([path, path === "." ? 2 : exitCode, ""]);
    expect([1, 2]).toContain(exitCode);
  }
  expect(runCli(["lint", "a"], { cwd })).toMatchObject({ exitCode: 2 });
});

test("a module that is reached through very many directories is found without delay", () => {
  const cwd = temporaryDirectory({ ".git/HEAD": "", "main.tf": 'module "a" {\n  source = "./d0"\n}\n' });
  mkdirSync(join(cwd, ...Array.from({ length: 200 }, (_, depth) => `d${depth}`)), { recursive: true });
  const { exitCode, stderr } = runCli(["lint", "main.tf", ...onlyTimeout], { cwd });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
});

test("circular references come to an end", () => {
  const directory = temporaryDirectory({
    "main.tf": `resource "aws_sqs_queue" "a" {
  name = aws_sqs_queue.b.policy
}

resource "aws_sqs_queue" "b" {
  policy = aws_sqs_queue.a.name
}

resource "aws_lambda_alias" "a" {
  name             = "a"
  function_name    = aws_lambda_alias.b.function_name
  function_version = "1"
}

resource "aws_lambda_alias" "b" {
  name             = "b"
  function_name    = aws_lambda_alias.a.function_name
  function_version = "1"
}

resource "aws_lambda_function_event_invoke_config" "a" {
  function_name = aws_lambda_alias.a.function_name
}

module "one" {
  source        = "terraform-aws-modules/lambda/aws"
  function_name = module.two
  handler       = module.one
}

module "two" {
  source        = "terraform-aws-modules/lambda/aws"
  function_name = module.one
  handler       = module.two
}
`,
  });
  const run = runCli(["lint", "--profile", "all", "--format", "json", directory]);
  expect(run.stderr).toBe("");
  const rules = (JSON.parse(run.stdout) as Report).findings.map(({ rule }) => rule);
  expect(rules).toContain("schema/dependency-cycle");
});

test("names of prototype members are treated as data", () => {
  const directory = temporaryDirectory({
    "main.tf": `resource "aws_apigatewayv2_api" "a" {
  name          = "a"
  protocol_type = "constructor"
}

resource "aws_apigatewayv2_authorizer" "a" {
  api_id           = aws_apigatewayv2_api.a.id
  name             = "a"
  authorizer_type  = "REQUEST"
  identity_sources = ["toString"]
}

resource "aws_apigatewayv2_integration" "a" {
  api_id              = aws_apigatewayv2_api.a.id
  integration_type    = "AWS_PROXY"
  integration_subtype = "constructor"
}

resource "aws_iam_role" "a" {
  name               = "a"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "scheduler.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}

resource "aws_scheduler_schedule" "a" {
  schedule_expression = "rate(1 hour)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:constructor:eu-west-1:111122223333:a"
    role_arn = aws_iam_role.a.arn

    dead_letter_config {
      arn = "arn:aws:toString:eu-west-1:111122223333:a"
    }
  }
}
`,
  });
  const run = runCli(["lint", "--profile", "all", directory]);
  expect(run.stderr).toBe("");
  expect(run.stdout).not.toMatch(/native code|\[object /);
});

describe("configuration with the names of prototype members as keys", () => {
  test.each([
    ['{ "__proto__": { "profile": "all" } }', 'unknown key "__proto__"'],
    ['{ "constructor": 1 }', 'unknown key "constructor"'],
    ['{ "rules": { "__proto__": "off" } }', 'no rule "__proto__"'],
    ['{ "rules": { "constructor": "off" } }', 'no rule "constructor"'],
    ['{ "rules": { "tags/required": { "__proto__": [] } } }', 'unknown key "__proto__"'],
    ['{ "rules": { "tags/required": { "toString": [] } } }', 'unknown key "toString"'],
    ['{ "overrides": [{ "files": ["a"], "__proto__": {} }] }', 'unknown key "__proto__"'],
  ])("%s is refused", (config, message) => {
    const cwd = temporaryDirectory({ "main.tf": "", "lambda-tf.config.json": config });
    const { exitCode, stderr } = runCli(["lint"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  test("variables may have any name", () => {
    const cwd = temporaryDirectory({
      "main.tf": 'variable "constructor" {\n}\nresource "aws_lambda_function" "a" {\n  timeout = var.constructor\n}\n',
      "lambda-tf.config.json": '{ "variables": { "__proto__": "1", "constructor": 1000 } }',
    });
    const run = runCli(["lint", "--only", "function/timeout-range", "--format", "json"], { cwd });
    const report: Report = JSON.parse(run.stdout);
    expect(report.findings).toHaveLength(1);
    expect(JSON.parse(runCli(["config", "--format", "json"], { cwd }).stdout).variables.constructor.value).toBe("1000");
  });

  test("YAML whose aliases expand without limit is refused", () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `${"bcdefghij"[i]}: &${"bcdefghij"[i]} [${Array(9).fill(`*${"abcdefghi"[i]}`).join(",")}]`).join("\n")}\n`;
    const cwd = temporaryDirectory({ "main.tf": "", "lambda-tf.config.yaml": bomb });
    const { exitCode, stderr } = runCli(["lint"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^Error: lambda-tf\.config\.yaml /);
  });
});

/** Locals `a0`, `a1`, … of which each refers to the previous one. */
function chain(length: number, first: string, next: (before: string) => string): string {
  const lines = Array.from({ length }, (_, i) => `  a${i} = ${i === 0 ? first : next(`local.a${i - 1}`)}`);
  return `locals {\n${lines.join("\n")}\n}\nresource "aws_sqs_queue" "q" {\n  name = local.a${length - 1}\n}\n`;
}

const aliases = ["b: &b [x,x,x,x,x,x,x,x,x]", ..."cdefgh"].map((line, i) =>
  line.length > 1 ? line : `${line}: &${line} [${Array(9).fill(`*${"bcdefgh"[i - 1]}`)}]`,
);

test.each([
  ["texts that grow tenfold with each step", chain(15, '"aaaaaaaaaa"', (before) => `"${`\${${before}}`.repeat(10)}"`)],
  ["locals that refer to one another in a ring", chain(20_000, "local.a19999", (before) => before)],
  [
    "YAML whose aliases multiply",
    `resource "aws_sqs_queue" "q" {\n  name = jsonencode(yamldecode("${aliases.join("\\n")}"))\n}\n`,
  ],
])("%s are not reported as a bug", (_, text) => {
  const { exitCode, stderr } = runCli(["lint", "--profile", "all", "--fail-on", "never"], {
    cwd: temporaryDirectory({ "main.tf": text }),
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
});

test.each(["terraform.tfvars", "more.auto.tfvars"])("%s that is too large is an error", (name) => {
  const cwd = temporaryDirectory({ [name]: " ".repeat(limits.fileSize + 1), "main.tf": 'variable "a" {\n}\n' });
  const { exitCode, stderr } = runCli(["lint"], { cwd });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: `Error: ${name} cannot be read: it has more than 10 MB\n`,
  });
});

test("a lock file that cannot be read is ignored", () => {
  const cwd = temporaryDirectory({ ".terraform.lock.hcl/x": "", "main.tf": 'resource "aws_sqs_queue" "a" {\n}\n' });
  expect(runCli(["lint", "--fail-on", "never"], { cwd })).toMatchObject({ exitCode: 0, stderr: "" });
});

test("a file that is too large is a finding, and the other files are linted", () => {
  const cwd = temporaryDirectory({
    "large.tf": " ".repeat(limits.fileSize + 1),
    "main.tf": 'resource "aws_lambda_function" "a" {\n}\n',
  });
  const { exitCode, stdout } = runCli(["lint", ...onlyTimeout, "--format", "json"], { cwd });
  const report: Report = JSON.parse(stdout);
  expect(exitCode).toBe(2);
  expect(report.findings.map(({ rule, file, message }) => [rule, file, message])).toEqual([
    ["syntax", "large.tf", "The file cannot be read: it has more than 10 MB"],
    ["function/timeout-unset", "main.tf", expect.any(String)],
  ]);
});

test("a run that left modules out says so, and counts as incomplete", () => {
  const call = 'module "m" {\n  count = 200\n  source = "./m"\n}\n';
  const cwd = temporaryDirectory({ "main.tf": call, "m/main.tf": call, "m/m/main.tf": "" });
  const { exitCode, stdout } = runCli(["lint", "--format", "json", "--fail-on", "never"], { cwd });
  const report: Report = JSON.parse(stdout);
  expect(exitCode).toBe(2);
  expect(report.findings.filter(({ rule }) => rule === "syntax").map(({ message }) => message)).toEqual([
    "More than 5,000 modules are called: the rest are not checked",
  ]);
});
