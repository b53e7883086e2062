import { expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const fn = (name: string, runtime: string): string =>
  `resource "aws_lambda_function" "${name}" {\n  function_name = "${name}"\n  runtime = ${runtime}\n}\n`;
const files = {
  "live/main.tf": `module "fn" {\n  source  = "../modules/fn"\n  runtime = "python3.9"\n}\n${fn("new", '"python3.14"')}`,
  "modules/fn/main.tf": `${fn("f", "var.runtime")}variable "runtime" {}\n`,
  "other/main.tf": `${fn("unknown", "var.x")}variable "x" {}\n${fn("old", '"nodejs18.x"')}
resource "aws_lambda_layer_version" "l" {
  layer_name = "l"
  compatible_runtimes = ["python3.14", "nodejs16.x"]
}
resource "aws_lambda_function" "image" {
  function_name = "image"
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/image:1"
}
`,
  "other/Dockerfile": "FROM public.ecr.aws/lambda/python:3.11\n",
};

interface Use {
  readonly resource: string;
  readonly runtime?: string;
  readonly state: string;
  readonly moveTo?: string;
}

function uses(...args: string[]): string[] {
  const cwd = temporaryDirectory(files);
  const run = runCli(["runtimes", "--format", "json", "--as-of", "2026-11-24", ...args], { cwd });
  expect({ stderr: run.stderr, exitCode: run.exitCode }).toEqual({ stderr: "", exitCode: 0 });
  const listed: Use[] = JSON.parse(run.stdout).uses;
  return listed.map(({ resource, runtime = "-", state, moveTo = "-" }) => `${resource} ${runtime} ${state} ${moveTo}`);
}

test("lists functions, images and layers, ordered by the end of support, with unknown ones last", () => {
  expect(uses()).toEqual([
    "aws_lambda_layer_version.l nodejs16.x deprecated nodejs24.x",
    "aws_lambda_function.old nodejs18.x deprecated nodejs24.x",
    "module.fn.aws_lambda_function.f python3.9 deprecated python3.14",
    "aws_lambda_function.image python3.11 supported python3.14",
    "aws_lambda_function.new python3.14 supported -",
    "aws_lambda_function.unknown - unknown -",
  ]);
});

test("a single file is read with its callers' values, and nothing else is listed", () => {
  expect(uses("modules/fn/main.tf")).toEqual(["module.fn.aws_lambda_function.f python3.9 deprecated python3.14"]);
});

test("accepts variables and a date", () => {
  expect(uses("other", "--var", "x=ruby3.3", "--as-of", "2027-03-04").slice(0, 3)).toEqual([
    "aws_lambda_layer_version.l nodejs16.x no-update nodejs24.x",
    "aws_lambda_function.old nodejs18.x no-update nodejs24.x",
    "aws_lambda_function.unknown ruby3.3 supported ruby4.0",
  ]);
});

test("prints a table, and Markdown", () => {
  const cwd = temporaryDirectory(files);
  const table = runCli(["runtimes", "--as-of", "2026-11-24"], { cwd }).stdout;
  expect(table).toMatch(/^Runtime +State +Unsupported from .*\nnodejs16\.x +deprecated +2024-06-12 /);
  expect(table).toContain("\n\n3 of 6 out of support on 2026-11-24; dates as known on ");
  const markdown = runCli(["runtimes", "--format", "markdown"], { cwd }).stdout;
  expect(markdown).toMatch(/^\| Runtime \| State \|.*\n\|-\|-\|/);
});

test("a file that does not parse is named, the other files are listed, and the exit code is 2", () => {
  const cwd = temporaryDirectory({ "a/main.tf": fn("a", '"python3.14"'), "b/main.tf": "resource {\n" });
  const { exitCode, stdout, stderr } = runCli(["runtimes"], { cwd });
  expect(exitCode).toBe(2);
  expect(stdout).toContain("aws_lambda_function.a");
  expect(stderr).toMatch(/^b\/main\.tf:1: /);
});
