import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { formatHcl } from "../../src/hcl/index.ts";
import { resourceKey } from "../../src/terraform/files/declarations.ts";
import type { ModuleDirectory } from "../../src/terraform/index.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { hasTerraform, noticeSkipped, terraform } from "../scaffold/terraform-offline.ts";
import { loadModule } from "./scratch-module.ts";

const folder = fileURLToPath(new URL("../../src/terraform/stand-ins", import.meta.url));

/** The source, text and version of each stand-in. */
const standIns = globSync("**/*.tf", { cwd: folder })
  .sort()
  .map((file) => {
    const [owner, name, ...within] = path.posix.dirname(file).split("/");
    const source = [`${owner}/${name}/aws`, ...(within.length > 0 ? [within.join("/")] : [])].join("//");
    const since = /^since-(\d+)/.exec(path.basename(file))?.[1];
    return [source, readFileSync(path.join(folder, file), "utf8"), since && `~> ${since}.0`] as const;
  });

/** The stand-in for a call with a source and a version constraint. */
function standInOf(source: string, version?: string): ModuleDirectory | undefined {
  const [module] = loadModule({
    "main.tf": `module "called" {\n  source = "${source}"\n${version ? `  version = "${version}"\n` : ""}}\n`,
  }).children;
  return module?.directory;
}

const LAMBDA = [
  "terraform-aws-modules/lambda/aws",
  "registry.terraform.io/terraform-aws-modules/lambda/aws",
  "git::https://github.com/terraform-aws-modules/terraform-aws-lambda.git?ref=v8.1.0",
  "github.com/terraform-aws-modules/terraform-aws-lambda",
  "git@github.com:terraform-aws-modules/terraform-aws-lambda.git",
];

test.each(LAMBDA)("%s has a stand-in", (source) => {
  const directory = standInOf(source);
  expect(directory?.isStandIn).toBe(true);
  expect(directory?.declared.resources.has(resourceKey("managed", "aws_lambda_function", "this"))).toBe(true);
});

test.each([
  "terraform-aws-modules/lambda/aws//modules/build",
  "terraform-aws-modules/lambda/google",
  "terraform-aws-modules/lambda/aws//../iam/modules/iam-role",
  "example/lambda/aws",
  "terraform-aws-modules/iam/aws",
])("%s has no stand-in", (source) => {
  expect(standInOf(source)).toBeUndefined();
});

test.each([
  ["~> 1.0", false],
  ["2.7.0", true],
  [">= 1.0", true],
  ["~> 8.1", true],
  [">= 5.0, < 9.0", true],
  // newer than what the stand-in was compared to
  ["~> 99.0", false],
  [">= 99", false],
])("version %s of a module has a stand-in: %s", (version, isKnown) => {
  expect(standInOf("terraform-aws-modules/lambda/aws", version) !== undefined).toBe(isKnown);
});

test.each([
  ["v8.1.0", true],
  ["7.2.0", true],
  ["tags/v7.2.0", true],
  ["refs/tags/v7.2.0&depth=1", true],
  ["v1.0.0", false],
  ["v99.0.0", false],
  // a branch or a commit may be any version: what is true of all of them is
  ["main", true],
])("ref=%s of a module's repository has a stand-in: %s", (ref, isKnown) => {
  const source = `git::https://github.com/terraform-aws-modules/terraform-aws-lambda.git?ref=${ref}`;
  expect(standInOf(source) !== undefined).toBe(isKnown);
});

describe.each(standIns)("the stand-in for %s", (source, text, version) => {
  test("parses, and declares exactly the variables that it uses", () => {
    const directory = standInOf(source, version);
    expect(directory?.files.map(({ source: file, parsed }) => [file.text, parsed.errors])).toEqual([[text, []]]);
    const used = [...text.matchAll(/\bvar\.(\w+)/g)].map(([, name]) => name ?? "");
    expect([...new Set(used)].sort()).toEqual([...(directory?.declared.variables.keys() ?? [])].sort());
  });

  test("is formatted, and names its module and its versions in its first line", () => {
    expect(formatHcl(text)).toBe(text);
    expect(text.startsWith(`# ${source}, version`)).toBe(true);
    expect(text).toMatch(/^# \S+, versions? \d+(?: (?:to|and) \d+)?\b/);
  });
});

noticeSkipped(1);

test.skipIf(!hasTerraform)("Terraform accepts every stand-in", { timeout: 120_000 }, () => {
  const names = standIns.map((_, index) => `stand_in_${index}`);
  const root = temporaryDirectory({
    "main.tf": names.map((name) => `module "${name}" {\n  source = "./${name}"\n}\n`).join(""),
    ...Object.fromEntries(standIns.map(([, text], index) => [`${names[index]}/main.tf`, withDefaults(text)])),
  });
  terraform(root, "init", "-backend=false");
  expect(terraform(root, "validate")).toContain("Success!");
});

/** Gives a default to each required variable. */
function withDefaults(text: string): string {
  return text.replace(/^variable "(\w+)" \{\}$/gm, 'variable "$1" { default = null }');
}

test("an output that a stand-in does not have is unknown, not missing", () => {
  const root = loadModule({
    "main.tf": `module "worker" {\n  source = "terraform-aws-modules/lambda/aws"\n}
resource "aws_sns_topic" "news" {\n  name = try(module.worker.output_of_another_version, "none")\n}`,
  });
  expect(root.resourcesOf("aws_sns_topic").map(({ body }) => body.string("name"))).toEqual([undefined]);
});

test("resources of a stand-in are named by the call, once", () => {
  const root = loadModule({
    "main.tf": `module "orders" {\n  source = "./orders"\n}`,
    "orders/main.tf": `module "worker" {\n  source = "terraform-aws-modules/lambda/aws"\n}
resource "aws_sqs_queue" "jobs" {}`,
  });
  const [orders] = root.children;
  const [worker] = orders?.children ?? [];
  expect(orders?.resources.map(({ addressFromRoot }) => addressFromRoot)).toEqual(["module.orders.aws_sqs_queue.jobs"]);
  expect(worker?.resources.map(({ addressFromRoot }) => addressFromRoot)).toContain(
    "module.orders.module.worker.aws_lambda_function.this[0]",
  );
});
