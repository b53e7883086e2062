import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { applyFixes } from "../../src/lint/fix/edit-text.ts";
import { lint, lintAndChoose, lintAndFix } from "../../src/lint/index.ts";
import type { FindingFix } from "../../src/report/index.ts";
import { lintRequest } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { filesBelow } from "../scaffold/files-below.ts";
import { HARMLESS } from "./harmless.ts";

function fix(...edits: [line: number, from: number, to: number, newText: string, file?: string][]): FindingFix {
  return {
    title: "",
    edits: edits.map(([line, from, to, newText, file = "a.tf"]) => {
      return { file, range: { start: { line, column: from }, end: { line, column: to } }, newText };
    }),
  };
}

function applied(text: string, ...fixes: FindingFix[]): [string | undefined, number] {
  const edited = applyFixes(fixes, new Map([["a.tf", text]]));
  return [edited.texts.get("a.tf"), edited.applied];
}

describe("fixes", () => {
  test("are applied at their places, whatever their order", () => {
    expect(applied("a = 1\nb = 2\n", fix([2, 5, 6, "20"]), fix([1, 5, 6, "10"]))).toEqual(["a = 10\nb = 20\n", 2]);
  });

  test("count characters, not code units", () => {
    expect(applied('a = "😀" # x\n', fix([1, 8, 12, ""]))).toEqual(['a = "😀"\n', 1]);
  });

  test("wait for the next round if they overlap", () => {
    expect(applied("a = 123\n", fix([1, 5, 7, "9"]), fix([1, 6, 8, "8"]))).toEqual(["a = 93\n", 1]);
  });

  test("are not both applied if they insert at the same place", () => {
    expect(applied("a = 1\n", fix([1, 1, 1, "x\n"]), fix([1, 1, 1, "y\n"]))).toEqual(["x\na = 1\n", 1]);
  });

  test("are applied completely or not at all", () => {
    expect(applied("a = 1\n", fix([1, 5, 6, "2"], [1, 1, 1, "x", "elsewhere.tf"]))).toEqual([undefined, 0]);
  });

  test("use the line ends of the file", () => {
    expect(applied("a = 1\r\nb = 2\r\n", fix([2, 1, 1, "c = 3\n"]))).toEqual(["a = 1\r\nc = 3\r\nb = 2\r\n", 1]);
  });

  test("keep formatted text formatted", () => {
    expect(applied("a  = 1\nbb = 2\n", fix([2, 1, 7, ""]))).toEqual(["a = 1\n\n", 1]);
    expect(applied("a  = 1\r\nbb = 2\r\n", fix([1, 1, 2, "ccc"]))).toEqual(["ccc = 1\r\nbb  = 2\r\n", 1]);
  });

  test("keep formatted blocks formatted in an unformatted file, and the rest of it as it is", () => {
    const text = "locals {\n a=1\n  bb = 2\n}\nlocals {\n  c   = 1 # one\n  ddd = 2\n}\n";
    const fixes = fix([3, 3, 5, "bbbb"], [7, 3, 6, "d"]);
    const after = "locals {\n a=1\n  bbbb = 2\n}\nlocals {\n  c = 1 # one\n  d = 2\n}\n";
    expect(applied(text, fixes)).toEqual([after, 1]);
  });
});

test("a block added to an unformatted file does not change the others", () => {
  const text = "locals {\n a=1\n}\nlocals {\n  c = 1\n}\n";
  const fixes = fix([5, 8, 8, "\n  long = 2"], [3, 2, 2, '\n\noutput "a" {\n  value = local.a\n}']);
  const after = 'locals {\n a=1\n}\n\noutput "a" {\n  value = local.a\n}\nlocals {\n  c    = 1\n  long = 2\n}\n';
  expect(applied(text, fixes)).toEqual([after, 1]);
});

const cases = globSync("*/*/*/", { cwd: `${repository}fixtures/rules`, onlyDirectories: true });

describe("the fixes of each fixture", () => {
  test.each(cases.map((path) => path.replace(/\/$/, "")).toSorted())("%s", async (path) => {
    const rule = path.split("/").slice(0, 2).join("/");
    const cwd = temporaryDirectory();
    cpSync(`${repository}fixtures/rules/${path}`, cwd, { recursive: true });
    const request = lintRequest(cwd, { only: [rule] });
    const before = await lint(request);
    const { outcome } = await lintAndFix(request);
    const isUnparsed = ({ rule: id }: { rule: string }): boolean => id === "syntax";
    expect(outcome.report.findings.filter(isUnparsed)).toEqual(before.report.findings.filter(isUnparsed));
    expect(outcome.report.findings.filter((finding) => finding.fix !== undefined)).toEqual([]);
    expect(outcome.report.findings.length).toBeLessThanOrEqual(
      before.report.findings.filter((finding) => finding.fix === undefined).length,
    );
  });
});

test("a fixed file in the JSON syntax is still JSON", async () => {
  const json = HARMLESS.find(({ name }) => name === "JSON syntax");
  let fixes = 0;
  for (const path of cases
    .filter((one) => /^(?:function|trigger|schema\/(?:deprecated|unknown))/.test(one))
    .toSorted()) {
    const files = json?.change(filesBelow(`${repository}fixtures/rules/${path}`));
    const cwd = temporaryDirectory();
    for (const [name, text] of files ?? []) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), text);
    }
    const request = lintRequest(cwd, { only: [path.split("/").slice(0, 2).join("/")] });
    const { outcome, fixed } = await lintAndFix(request);
    expect(outcome.report.findings.filter(({ rule, fix: left }) => rule === "syntax" || left)).toEqual([]);
    fixes += fixed;
  }
  expect(fixes).toBeGreaterThan(20);
});

const suggesting = ["function/timeout-unset", "logging/no-retention", "runtime/deprecated", "runtime/ending-soon"];

describe("the suggestions of", () => {
  test.each(cases.filter((path) => suggesting.some((rule) => path.startsWith(`${rule}/`))).toSorted())(
    "%s",
    async (path) => {
      const rule = path.split("/").slice(0, 2).join("/");
      const cwd = temporaryDirectory();
      cpSync(`${repository}fixtures/rules/${path}`, cwd, { recursive: true });
      const request = lintRequest(cwd, { only: [rule] });
      const before = await lint(request);
      const offered = before.report.findings.filter(({ suggestions }) => suggestions).length;
      const { outcome, fixed } = await lintAndChoose(
        request,
        async ({ suggestions = [] }) => suggestions[0] ?? "leave",
      );
      expect(outcome.report.findings).toHaveLength(before.report.findings.length - offered);
      expect(fixed).toBe(offered);
    },
  );
});

test("an address in depends_on is a plain string in the JSON syntax", async () => {
  const fn = "aws_lambda_function.jobs";
  const resource = {
    aws_s3_bucket: { in: { bucket: "in" } },
    aws_lambda_permission: {
      s3: { function_name: `\${${fn}.function_name}`, action: "lambda:InvokeFunction", principal: "s3.amazonaws.com" },
    },
    aws_s3_bucket_notification: {
      in: {
        bucket: "${aws_s3_bucket.in.id}",
        lambda_function: { lambda_function_arn: `\${${fn}.arn}`, events: ["s3:ObjectCreated:*"] },
        depends_on: ["aws_s3_bucket.in"],
      },
    },
    aws_lambda_function: { jobs: { function_name: "jobs", role: "arn:aws:iam::111122223333:role/jobs" } },
  };
  const cwd = temporaryDirectory({ "main.tf.json": JSON.stringify({ resource }) });
  const { changes } = await lintAndFix(lintRequest(cwd, { only: ["trigger/s3-permission-order"] }));
  const depends = '"depends_on":["aws_s3_bucket.in", "aws_lambda_permission.s3"]';
  expect(changes.map(({ text }) => text)).toEqual([expect.stringContaining(depends)]);
});

test("the files on disk are not changed before the fixes are written", async () => {
  const text =
    '# lambda-tf:ignore function/timeout-unset stale\nresource "aws_lambda_function" "a" {\n  timeout = 5\n}\n';
  const cwd = temporaryDirectory({ "main.tf": text });
  const { changes, fixed } = await lintAndFix(lintRequest(cwd, { only: ["style/unused-suppression"] }));
  expect(readFileSync(join(cwd, "main.tf"), "utf8")).toBe(text);
  expect(changes.map((change) => change.text)).toEqual([text.slice(text.indexOf("\n") + 1)]);
  expect(fixed).toBe(1);
});

test("an argument is added next to the one that it belongs to", async () => {
  const archive = 'data "archive_file" "jobs" {\n  type        = "zip"\n  output_path = "jobs.zip"\n}\n';
  const lines = [
    "  filename = data.archive_file.jobs.output_path",
    '  role     = "jobs"',
    "",
    '  handler = "index.handler"',
  ];
  const cwd = temporaryDirectory({
    "main.tf": `${archive}\nresource "aws_lambda_function" "jobs" {\n${lines.join("\n")}\n}\n`,
  });
  const { changes } = await lintAndFix(lintRequest(cwd, { only: ["function/stale-code"] }));
  const [, body] = changes.map(({ text }) => text.split('"aws_lambda_function" "jobs" {\n'))[0] ?? [];
  expect(body?.split("\n").slice(0, 3)).toEqual([
    "  filename         = data.archive_file.jobs.output_path",
    "  source_code_hash = data.archive_file.jobs.output_base64sha256",
    '  role             = "jobs"',
  ]);
});

test.each([
  { written: "60", isFixed: true },
  { written: "var.timeout * 2", isFixed: false },
])("a queue that hides messages for $written: $isFixed", async ({ written, isFixed }) => {
  const directory = temporaryDirectory({
    "main.tf": `variable "timeout" {
  type = number
}

resource "aws_sqs_queue" "jobs" {
  name                       = "jobs"
  visibility_timeout_seconds = ${written}
}

resource "aws_lambda_function" "worker" {
  function_name = "worker"
  role          = "arn:aws:iam::123456789012:role/worker"
  timeout       = var.timeout
}

resource "aws_lambda_event_source_mapping" "worker" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.worker.arn
}
`,
    "terraform.tfvars": "timeout = 30\n",
  });
  const { report } = await lint(lintRequest(directory, { only: ["trigger/sqs-visibility"] }));
  expect(report.findings.map(({ fix }) => fix !== undefined)).toEqual([isFixed]);
});

test("an expression of several lines gets parentheses only if it has no brackets of its own", async () => {
  const text = 'locals {\n  a = "${merge(\n    var.a,\n  )}"\n  b = "${var.a ?\n  1 : 2}"\n}\n';
  const cwd = temporaryDirectory({ "main.tf": text });
  const { changes } = await lintAndFix(lintRequest(cwd, { only: ["style/deprecated-interpolation"] }));
  expect(changes.map((change) => change.text)).toEqual([
    "locals {\n  a = merge(\n    var.a,\n  )\n  b = (var.a ?\n  1 : 2)\n}\n",
  ]);
});

test("a file that is not UTF-8 is not changed, as it could not be written without loss", async () => {
  const text = Buffer.from('# caf\u00e9\nlocals {\n  a   = "b"\n}\n', "latin1");
  const directory = temporaryDirectory({ "main.tf": text });
  const { changes, outcome } = await lintAndFix(lintRequest(directory, { only: ["style/format"] }));
  expect(outcome.report.findings.map(({ rule }) => rule)).toEqual(["style/format"]);
  expect(changes).toEqual([]);
});

test("a policy that file() reads is fixed where it is", async () => {
  const policy =
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListObjectsV2", "Resource": "arn:aws:s3:::orders" }] }\n';
  const cwd = temporaryDirectory({
    "main.tf": 'resource "aws_iam_policy" "orders" {\n  policy = file("${path.module}/policy.json")\n}\n',
    "policy.json": policy,
  });
  const { changes, fixed, outcome } = await lintAndFix(lintRequest(cwd, { only: ["iam/api-name-as-action"] }));
  expect(changes).toEqual([
    { file: "policy.json", before: policy, text: policy.replace("s3:ListObjectsV2", "s3:ListBucket") },
  ]);
  expect([fixed, outcome.report.findings]).toEqual([1, []]);
});

test.each([
  { streams: "aws_msk_cluster.orders.arn", isFixed: true },
  { streams: "aws_kinesis_stream.orders.arn", isFixed: false },
])("a block is fixed only if that is right for all of its instances: $isFixed", async ({ streams, isFixed }) => {
  const cwd = temporaryDirectory({
    "main.tf": `resource "aws_msk_cluster" "orders" {}

resource "aws_kinesis_stream" "orders" {}

resource "aws_lambda_event_source_mapping" "orders" {
  for_each = { first = aws_msk_cluster.orders.arn, second = ${streams} }

  function_name          = "orders"
  event_source_arn       = each.value
  starting_position      = "LATEST"
  parallelization_factor = 2
}
`,
  });
  const { changes, outcome } = await lintAndFix(lintRequest(cwd, { only: ["trigger/mapping-argument"] }));
  expect(changes).toHaveLength(isFixed ? 1 : 0);
  const offered = outcome.report.findings.map(({ suggestions = [] }) => suggestions.map(({ title }) => title));
  const title = "Remove parallelization_factor, for all of aws_lambda_event_source_mapping.orders";
  expect(offered).toEqual(isFixed ? [] : [[title]]);
});
