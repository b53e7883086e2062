import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

/** The type that is suggested for a variable x because of how it is used. */
async function suggested(use: string, variable = 'variable "x" {}'): Promise<string | undefined> {
  const cwd = temporaryDirectory({
    "main.tf": `${variable}\n\n${use}\n`,
    "worker/main.tf": 'variable "size" {\n  type = number\n}\n',
  });
  const findings = await lintDirectory(cwd, { only: ["style/typed-variables"] });
  const finding = findings.find(({ file }) => file === "main.tf");
  expect(finding?.message).toBe("The variable x has no type");
  return finding?.suggestions?.[0]?.title.replace("Set type to ", "");
}

const inFunction = (argument: string) => `resource "aws_lambda_function" "a" {\n  ${argument}\n}`;
const withDefault = (value: string) => `variable "x" {\n  default = ${value}\n}`;

test.each([
  ["a text is put together", 'output "y" {\n  value = "a-${var.x}"\n}', "string"],
  ["an argument of a resource", inFunction("timeout = var.x"), "number"],
  ["an argument of it, with a text", inFunction('timeout = var.x\n  description = "Takes ${var.x} s"'), "number"],
  ["a set in a block of a resource", inFunction("vpc_config {\n    subnet_ids = var.x\n  }"), "list(string)"],
  ["an argument of a module", 'module "a" {\n  source = "./worker"\n  size   = var.x\n}', "number"],
  ["through a local", `locals {\n  y = var.x\n}\n${inFunction("timeout = local.y")}`, "number"],
  ["count", 'resource "aws_sqs_queue" "a" {\n  count = var.x\n}', "number"],
  ["a condition", 'resource "aws_sqs_queue" "a" {\n  count = var.x ? 1 : 0\n}', "bool"],
  ["a comparison, which converts nothing", inFunction('timeout = var.x == "" ? null : var.x'), "string"],
  ["a function", 'output "y" {\n  value = join(",", var.x)\n}', "list(string)"],
  ["toset", 'resource "aws_sqs_queue" "a" {\n  for_each = toset(var.x)\n}', "list(string)"],
  [
    "for_each, and a list elsewhere",
    'resource "aws_sqs_queue" "a" {\n  for_each = var.x\n}\noutput "y" {\n  value = join(",", var.x)\n}',
    "set(string)",
  ],
  ["an element", inFunction("role = var.x[0]"), "list(string)"],
  ["a key", inFunction('memory_size = var.x["big"]'), "map(number)"],
  [
    "members",
    inFunction("role = var.x.role\n  timeout = var.x.timeout"),
    "object({ role = string, timeout = number })",
  ],
  [
    "each.value",
    'resource "aws_sqs_queue" "a" {\n  for_each = var.x\n  name = each.value.name\n}',
    "map(object({ name = string }))",
  ],
  ["a loop", 'output "y" {\n  value = [for one in var.x : "${one}/*"]\n}', "list(string)"],
  ["tags", 'resource "aws_sqs_queue" "a" {\n  tags = merge(var.x, { a = "b" })\n}', "map(string)"],
  ["nothing that tells", 'output "y" {\n  value = var.x\n}', undefined],
  ["what asks for two types", `${inFunction("timeout = var.x")}\n${inFunction("layers = var.x")}`, undefined],
  [
    "for_each, and a condition",
    'resource "aws_sqs_queue" "a" {\n  count = var.x ? 1 : 0\n}\nresource "aws_sqs_queue" "b" {\n  for_each = var.x\n}',
    undefined,
  ],
  [
    "entries that are a text and a list",
    `${inFunction('role = var.x["role"]\n  description = var.x["layers"][0]')}\noutput "y" {\n  value = "a-${"${var.x}"}"\n}`,
    undefined,
  ],
  ["an object that goes on whole", `${inFunction("role = var.x.role")}\noutput "y" {\n  value = var.x\n}`, undefined],
])("the type of a variable without a default: %s", async (_, use, type) => {
  expect(await suggested(use)).toBe(type);
});

test.each([
  ["256", "", "number"],
  ["false", "", "bool"],
  ['"orders"', "", "string"],
  ['["a", "b"]', "", "list(string)"],
  ['{ a = "b" }', "", "map(string)"],
  ["null", inFunction("timeout = var.x"), "number"],
  ["[]", inFunction("layers = var.x"), "list(string)"],
  ["[]", "", undefined],
  // the syntax of Terraform 0.11
  ['"30"', inFunction("timeout = var.x"), "number"],
  // not a number, so that some expression uses it to leave something out
  ['""', inFunction("timeout = var.x"), "string"],
])("the type of a variable with the default %s", async (value, use, type) => {
  expect(await suggested(use, withDefault(value))).toBe(type);
});

test("the type is added to a block on one line as to any other", async () => {
  const texts = async (variable: string) => {
    const cwd = temporaryDirectory({ "main.tf": `${variable}\n` });
    const [finding] = await lintDirectory(cwd, { only: ["style/typed-variables"] });
    return finding?.suggestions?.[0]?.edits.map(({ newText }) => newText);
  };
  expect(await texts('variable "x" { default = 3 }')).toEqual(["{\n  default = 3\n  type = number\n}"]);
});
