import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { toPermissionsReport } from "../../src/cli/permissions-report.ts";
import { formatHcl } from "../../src/hcl/index.ts";
import { functionPermissions, prepareCode, suggestedPolicies, workflowPermissions } from "../../src/lambda/index.ts";
import { loadStacks } from "../../src/lint/index.ts";
import type { PermissionsReport } from "../../src/report/index.ts";
import { lintDirectory, lintRequest, testDay } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { hasTerraform, noticeSkipped, terraform } from "../scaffold/terraform-offline.ts";

const fixtures = `${repository}fixtures/permissions`;
const cases = readdirSync(fixtures);
const schema = JSON.parse(readFileSync(`${repository}schemas/permissions.schema.json`, "utf8"));
const isValid = new Ajv().compile<PermissionsReport>(schema);

async function reportOf(directory: string): Promise<PermissionsReport> {
  const { stacks } = await loadStacks(lintRequest(directory));
  for (const stack of stacks) await prepareCode(stack.functions);
  const functions = stacks.flatMap((stack) => stack.functions.map((fn) => functionPermissions(fn, stack, testDay)));
  const machines = stacks.flatMap((stack) =>
    stack.resources("aws_sfn_state_machine").map((machine) => workflowPermissions(machine, stack, testDay)),
  );
  const policies = suggestedPolicies([...functions, ...machines]);
  return toPermissionsReport({ functions, machines, policies }, directory);
}

/** The folder of the module that contains the functions. */
function moduleOf(directory: string): string {
  const inner = readdirSync(directory, { withFileTypes: true }).find(
    (entry) => entry.isDirectory() && existsSync(join(directory, entry.name, "main.tf")),
  );
  return inner ? join(directory, inner.name) : directory;
}

describe.each(cases)("the policy for %s", (name) => {
  test("is the expected one, in canonical form", async () => {
    const report = await reportOf(join(fixtures, name));
    expect(isValid(report) ? [] : isValid.errors).toEqual([]);
    const hcl = report.policies.map((policy) => policy.hcl).join("\n");
    expect(formatHcl(hcl)).toBe(hcl);
    await expect(hcl).toMatchFileSnapshot(join(fixtures, name, "expected.hcl"));
  });

  test("has no findings under our own rules", async () => {
    const directory = await withPolicy(name);
    const findings = await lintDirectory(directory, { profile: "all" });
    expect(findings.filter(({ file }) => file.endsWith("policy.tf"))).toEqual([]);
    const about = /^iam\/(?:missing-permission|(?:code|workflow)-missing-permission|code-unused-permission)$/;
    expect(findings.filter(({ rule }) => about.test(rule))).toEqual([]);
  });

  test.skipIf(!hasTerraform)("is accepted by terraform", async () => {
    const directory = await withPolicy(name);
    terraform(directory, "fmt", "-check", "-diff", "-recursive");
    terraform(directory, "init", "-backend=false", "-no-color");
    expect(terraform(directory, "validate", "-no-color")).toContain("Success! The configuration is valid.");
  });
});

noticeSkipped(cases.length);

test("a resource of another module is named by its address from the root", async () => {
  const [worker] = (await reportOf(join(fixtures, "module-inputs"))).functions;
  const resources = worker?.needs.filter(({ origin }) => origin === "code").map(({ resource }) => resource) ?? [];
  expect([...new Set(resources)].sort()).toEqual([
    "${aws_s3_bucket.reports.arn}/*",
    "aws_sns_topic.done.arn",
    "aws_sqs_queue.next.arn",
  ]);
});

/** Version 6 of the provider renamed the attribute with the name of a region. */
test.each([
  { constraint: "~> 5.0", attribute: "name" },
  { constraint: "~> 6.0", attribute: "region" },
  { constraint: ">= 5.0", attribute: "region" },
  { constraint: ">= 5.0", locked: "5.100.0", attribute: "name" },
  { constraint: ">= 5.0", locked: "6.0.0", attribute: "region" },
])("a policy for aws $constraint, locked to $locked, uses the region's $attribute", async (provider) => {
  const { constraint, locked, attribute } = provider;
  const lock = `provider "registry.terraform.io/hashicorp/aws" {\n  version = "${locked}"\n}\n`;
  const directory = temporaryDirectory({
    "main.tf": `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "${constraint}"
    }
  }
}

resource "aws_lambda_function" "greeting" {
  function_name = "greeting"
}
`,
    ...(locked !== undefined && { ".terraform.lock.hcl": lock }),
  });
  const [policy] = (await reportOf(directory)).policies;
  expect(policy?.hcl).toContain(`data.aws_region.current.${attribute}}`);
});

/** A binary shows little of the program that it is built from. */
test.each([
  { filename: "bin/orders/create/bootstrap.zip", program: "functions/orders/create/main.go" },
  { filename: "bin/create-customer.zip", program: "functions/customer/create/main.go" },
  { filename: "dist/create.zip", handler: "orders-create", program: "functions/orders/create/main.go" },
  { filename: "dist/create.zip", program: undefined },
  { filename: "functions/customer/create/bin/bootstrap.zip", program: "functions/customer/create/main.go" },
  { filename: "report/bootstrap.zip", program: undefined },
  { filename: "bin/create-customer.zip", others: ["Cargo.toml"], program: "functions/customer/create/main.go" },
  { filename: "rust/target/create-customer.zip", others: ["rust/Cargo.toml"], program: undefined },
])("the program of $filename and the handler $handler is $program", async (case_) => {
  const { filename, handler = "bootstrap", others = [], program } = case_;
  const main = 'package main\n\nimport "github.com/aws/aws-lambda-go/lambda"\n\nfunc main() { lambda.Start(nil) }\n';
  const directory = temporaryDirectory({
    "main.tf": `resource "aws_lambda_function" "it" {
  function_name = "it"
  role          = "arn:aws:iam::123456789012:role/it"
  runtime       = "provided.al2023"
  handler       = "${handler}"
  filename      = "${filename}"
}
`,
    "go.mod": "module example.com/functions\n",
    "functions/orders/create/main.go": main,
    "functions/customer/create/main.go": main,
    "functions/tool/main.go": "package main\n\nfunc main() {}\n",
    ...Object.fromEntries(others.map((name) => [name, ""])),
  });
  const [fn] = (await reportOf(directory)).functions;
  expect(fn?.code?.[0]).toBe(program);
});

/** A copy of the module with the policy pasted into it. */
async function withPolicy(name: string): Promise<string> {
  const directory = temporaryDirectory();
  cpSync(join(fixtures, name), directory, { recursive: true });
  const { policies } = await reportOf(directory);
  const hcl = policies.map((policy) => policy.hcl).join("\n");
  const variable = /^variable "\w+" \{\n(?: .*\n)+\}\n\n/gm;
  const module = moduleOf(directory);
  writeFileSync(join(module, "policy.tf"), hcl.replace(variable, ""));
  // the module declares its variables in a separate file
  const variables = hcl.match(variable) ?? [];
  if (variables.length > 0) writeFileSync(join(module, "variables.tf"), `${variables.join("").trim()}\n`);
  return directory;
}
