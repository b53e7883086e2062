import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { formatHcl } from "../../src/hcl/index.ts";
import { resourceKey } from "../../src/terraform/files/declarations.ts";
import { toPlain } from "../../src/terraform/functions/plain-value.ts";
import type { ModuleDirectory, Value } from "../../src/terraform/index.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { hasTerraform, noticeSkipped, terraform } from "../scaffold/terraform-offline.ts";
import { loadModule } from "./scratch-module.ts";

const folder = fileURLToPath(new URL("../../src/terraform/stand-ins", import.meta.url));

/** The source, text and version of each stand-in. */
const standIns = globSync("**/*.tf", { cwd: folder })
  .sort()
  .map((file) => {
    const [owner, name, ...below] = path.posix.dirname(file).split("/");
    const provider = below[0] === "null" ? "null" : "aws";
    const within = below.slice(provider === "null" ? 1 : 0);
    const source = [`${owner}/${name}/${provider}`, ...(within.length > 0 ? [within.join("/")] : [])].join("//");
    const since = /^since-([\d.]+)\.tf$/.exec(path.basename(file))?.[1];
    const isMajor = since !== undefined && !since.includes(".");
    return [source, readFileSync(path.join(folder, file), "utf8"), isMajor ? `~> ${since}.0` : since] as const;
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
  "terraform-aws-modules/lambda/null",
  "cloudposse/label/aws",
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

test.each([
  ["~> 0.24", true],
  ["0.25.0", true],
  ["0.24.1", true],
  ["~> 0.24.0", true],
  ["0.24.0", false],
  ["~> 0.22.0", false],
  [">= 0.26", false],
])("version %s of a module with minor versions has a stand-in: %s", (version, isKnown) => {
  expect(standInOf("cloudposse/label/null", version) !== undefined).toBe(isKnown);
});

test.each([
  ["create_distribution = false", undefined, "create_distribution"],
  ["create = false", undefined, "create"],
  ["create_distribution = false", ">= 3.0", "create_distribution"],
  ["create = false", ">= 3.0", "create"],
  ['comment = "Shop"', ">= 3.0", "create"],
  ["create = false", "~> 3.0", "create_distribution"],
  ["create_distribution = false", ">= 6.0", "create"],
])("a call with %s and version %s gets the stand-in with %s", (argument, version, declared) => {
  const [module] = loadModule({
    "main.tf": `module "called" {
  source  = "terraform-aws-modules/cloudfront/aws"
${version ? `  version = "${version}"\n` : ""}  ${argument}\n}\n`,
  }).children;
  expect(module?.directory.declared.variables.has(declared)).toBe(true);
});

test.each([
  ["a release", "?ref=0.25.0", true],
  ["a release that is older", "?ref=tags/0.16.0", false],
  ["a branch", "?ref=main", false],
])("%s of the repository of a module for no provider", (_, query, isKnown) => {
  const source = `git::https://github.com/cloudposse/terraform-null-label.git${query}`;
  expect(standInOf(source) !== undefined).toBe(isKnown);
});

/** The id and tags of a label with some arguments. */
function labelOf(...calls: readonly string[]): { id: string | undefined; tags: Value | undefined } {
  const modules = calls.map(
    (text, index) => `module "label_${index}" {\n  source = "cloudposse/label/null"\n${text}\n}\n`,
  );
  const last = `module.label_${calls.length - 1}`;
  const root = loadModule({
    "main.tf": `${modules.join("")}resource "aws_sns_topic" "news" {
  name = ${last}.id
  tags = ${last}.tags
}`,
  });
  const [topic] = root.resourcesOf("aws_sns_topic");
  return { id: topic?.body.string("name"), tags: topic?.body.value("tags") };
}

test.each([
  [
    "all its parts in order",
    'name = "orders"\nstage = "prod"\nnamespace = "acme"\nattributes = ["dlq"]',
    "acme-prod-orders-dlq",
  ],
  ["no tenant, unless asked for", 'name = "orders"\ntenant = "shop"', "orders"],
  ["the order of the call", 'name = "orders"\ntenant = "shop"\nlabel_order = ["name", "tenant"]', "orders-shop"],
  ["letters, digits and hyphens alone", 'name = "Order_list-2"', "orderlist-2"],
  ["another delimiter", 'namespace = "acme"\nname = "orders"\ndelimiter = "."', "acme.orders"],
  ["titles", 'namespace = "acme"\nname = "ORDERS"\nlabel_value_case = "title"\ndelimiter = ""', "AcmeOrders"],
  ["no text if it is disabled", 'name = "orders"\nenabled = false', ""],
  ["less than the limit", 'name = "orders"\nid_length_limit = 6', "orders"],
  ["more than the limit", 'name = "orders-of-today"\nid_length_limit = 10', undefined],
  ["nothing but attributes", 'attributes = ["dlq"]', undefined],
])("the id of a label has %s", (_, text, id) => {
  expect(labelOf(text).id).toBe(id);
});

test("a label takes over from its context what it does not set, and adds attributes and tags", () => {
  const base = 'namespace = "acme"\nstage = "prod"\nname = "orders"\nattributes = ["eu"]\ntags = { Owner = "shop" }';
  const { id, tags } = labelOf(base, 'context = module.label_0.context\nname = "jobs"\nattributes = ["dlq"]');
  expect(id).toBe("acme-prod-jobs-eu-dlq");
  const expected = {
    Attributes: "eu-dlq",
    Name: "acme-prod-jobs-eu-dlq",
    Namespace: "acme",
    Owner: "shop",
    Stage: "prod",
  };
  expect(tags && toPlain(tags)).toEqual(new Map(Object.entries(expected)));
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
