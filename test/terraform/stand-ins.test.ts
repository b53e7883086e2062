import { expect, test } from "vitest";
import { parseHcl } from "../../src/hcl/index.ts";
import { resourceKey } from "../../src/terraform/declarations.ts";
import { standInFor } from "../../src/terraform/stand-ins/index.ts";
import { loadModule } from "./scratch-module.ts";

const LAMBDA = [
  "terraform-aws-modules/lambda/aws",
  "registry.terraform.io/terraform-aws-modules/lambda/aws",
  "git::https://github.com/terraform-aws-modules/terraform-aws-lambda.git?ref=v8.1.0",
  "github.com/terraform-aws-modules/terraform-aws-lambda",
  "git@github.com:terraform-aws-modules/terraform-aws-lambda.git",
];

test.each(LAMBDA)("%s is stood in for", (source) => {
  const directory = standInFor(source);
  expect(directory?.isStandIn).toBe(true);
  expect(directory?.declared.resources.has(resourceKey("managed", "aws_lambda_function", "this"))).toBe(true);
});

test.each([
  "terraform-aws-modules/lambda/aws//modules/alias",
  "terraform-aws-modules/vpc/aws",
  "example/lambda/aws",
  "./lambda",
  "terraform-aws-modules/iam/aws",
])("%s is not", (source) => {
  expect(standInFor(source)).toBeUndefined();
});

test.each([
  "terraform-aws-modules/lambda/aws",
  "terraform-aws-modules/iam/aws//modules/iam-policy",
  "terraform-aws-modules/iam/aws//modules/iam-role",
  "terraform-aws-modules/iam/aws//modules/iam-assumable-role",
  "terraform-aws-modules/iam/aws//modules/iam-github-oidc-role",
])("what stands in for %s parses, and declares all that it refers to", (source) => {
  const directory = standInFor(source);
  for (const { source: file, parsed } of directory?.files ?? []) {
    expect(parseHcl(file).errors).toEqual([]);
    expect(parsed.errors).toEqual([]);
    const used = [...file.text.matchAll(/\bvar\.(\w+)/g)].map(([, name]) => name);
    expect(used.filter((name) => !directory?.declared.variables.has(name ?? ""))).toEqual([]);
  }
});

test("what a stand-in holds is named by its call, once", () => {
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
