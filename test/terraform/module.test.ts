import { expect, it } from "vitest";
import {
  allReferences,
  dataOf,
  jsonContent,
  type Module,
  referredOfType,
  type Value,
} from "../../src/terraform/index.ts";
import { loadModule } from "./scratch-module.ts";

function output(module: Module, name: string): Value {
  const declared = module.declared.outputs.get(name)?.attributes.get("value");
  if (!declared) throw new Error(`no output ${name}`);
  return module.evaluate(declared.node.expression, declared.file);
}

const line = (value: Value) => value.place.file.position(value.place.start).line;

it("resolves variables through locals, calls and outputs", () => {
  const root = loadModule({
    "main.tf": `
variable "stage" { default = "dev" }
locals { name = "orders-\${var.stage}" }
module "queue" {
  source = "./queue"
  name   = local.name
}
output "queue" { value = module.queue.name }
`,
    "queue/main.tf": `
variable "name" { type = string }
resource "aws_sqs_queue" "this" { name = "\${var.name}-jobs" }
output "name" { value = aws_sqs_queue.this.name }
`,
  });
  const value = output(root, "queue");
  expect(dataOf(value)).toBe("orders-dev-jobs");
  expect(referredOfType(value, "aws_sqs_queue")?.address).toBe("aws_sqs_queue.this");
});

it("keeps the reference and the suffix of a string whose middle is computed", () => {
  const root = loadModule({
    "main.tf": `
resource "aws_s3_bucket" "in" {}
output "objects" { value = "\${aws_s3_bucket.in.arn}/*" }
`,
  });
  const value = output(root, "objects");
  expect(value).toMatchObject({ kind: "template", parts: [{ kind: "unknown", why: "computed" }, "/*"] });
  expect(new Set(allReferences(value).map(({ resource }) => resource.address))).toEqual(new Set(["aws_s3_bucket.in"]));
});

it("expands count and for_each if they are known, and otherwise keeps one symbolic instance", () => {
  const root = loadModule({
    "main.tf": `
variable "names" { type = set(string) }
variable "on" { type = bool }
resource "aws_sqs_queue" "two" { count = 2 }
resource "aws_sqs_queue" "none" { count = 0 }
resource "aws_sqs_queue" "keyed" {
  for_each = toset(["b", "a"])
  name     = each.key
}
resource "aws_sqs_queue" "unknown" {
  for_each = var.names
  name     = each.value
}
resource "aws_sqs_queue" "perhaps" { count = var.on ? 1 : 0 }
`,
  });
  expect(root.resources.map((resource) => [resource.address, resource.isCertain, resource.isSymbolic])).toEqual([
    ["aws_sqs_queue.two[0]", true, false],
    ["aws_sqs_queue.two[1]", true, false],
    ['aws_sqs_queue.keyed["a"]', true, false],
    ['aws_sqs_queue.keyed["b"]', true, false],
    ["aws_sqs_queue.unknown", false, true],
    ["aws_sqs_queue.perhaps[0]", false, false],
  ]);
  expect(root.resources[2]?.body.string("name")).toBe("a");
});

it("takes the elements of a list for the keys of for_each, as beside a set or in place of one", () => {
  const root = loadModule({
    "main.tf": `
variable "on" { type = bool }
resource "aws_sqs_queue" "beside" {
  for_each = var.on ? toset(["a"]) : ["b"]
  name     = each.key
}
resource "aws_sqs_queue" "refused" {
  for_each = ["a", "b"]
  name     = each.key
}
`,
  });
  expect(root.resources.map((resource) => [resource.address, resource.body.string("name")])).toEqual([
    ['aws_sqs_queue.beside["a"]', "a"],
    ['aws_sqs_queue.beside["b"]', "b"],
    ['aws_sqs_queue.refused["a"]', "a"],
    ['aws_sqs_queue.refused["b"]', "b"],
  ]);
});

it("tells absent, null and unknown apart", () => {
  const root = loadModule({
    "main.tf": `
variable "key" { type = string }
variable "nothing" { default = null }
resource "aws_kms_key" "own" {}
resource "aws_sqs_queue" "a" {}
resource "aws_sqs_queue" "b" { kms_master_key_id = var.nothing }
resource "aws_sqs_queue" "c" { kms_master_key_id = var.key }
resource "aws_sqs_queue" "d" { kms_master_key_id = aws_kms_key.own.arn }
resource "aws_sqs_queue" "e" { kms_master_key_id = var.key == "" ? null : "alias/x" }
`,
  });
  const answers = root
    .resourcesOf("aws_sqs_queue")
    .map(({ body }) => [body.isWritten("kms_master_key_id"), body.isSet("kms_master_key_id")]);
  expect(answers).toEqual([
    [false, "no"],
    [true, "no"],
    [true, "unknown"],
    [true, "yes"],
    [true, "unknown"],
  ]);
});

it("expands dynamic blocks, and tells if there may be more", () => {
  const root = loadModule({
    "main.tf": `
variable "subnets" { type = list(string) }
resource "aws_lambda_function" "known" {
  dynamic "environment" {
    for_each = [{ STAGE = "dev" }]
    content { variables = environment.value }
  }
}
resource "aws_lambda_function" "unknown" {
  dynamic "vpc_config" {
    for_each = length(var.subnets) > 0 ? [1] : []
    content { subnet_ids = var.subnets }
  }
}
`,
  });
  const [first, second] = root.resourcesOf("aws_lambda_function");
  expect(first?.body.hasBlock("environment")).toBe("yes");
  expect(
    first && dataOf(first.body.block("environment")?.value("variables") ?? { kind: "null", place: first.body.place() }),
  ).toEqual({ STAGE: "dev" });
  expect(second?.body.hasBlock("vpc_config")).toBe("unknown");
  expect(second?.body.hasBlock("environment")).toBe("no");
});

it("reads JSON in a heredoc with the place of each part", () => {
  const root = loadModule({
    "main.tf": `resource "aws_dynamodb_table" "orders" {}
output "policy" {
  value = <<-EOT
    {
      "Statement": [{
        "Action": ["dynamodb:GetItem",
                   "dynamodb:*"],
        "Resource": "\${aws_dynamodb_table.orders.arn}/index/*"
      }]
    }
  EOT
}
`,
  });
  const content = jsonContent(output(root, "policy"));
  const statement = content?.kind === "object" ? content.entries.get("Statement") : undefined;
  const first = statement?.kind === "list" ? statement.elements[0] : undefined;
  const entries = first?.kind === "object" ? first.entries : undefined;
  const actions = entries?.get("Action");
  const star = actions?.kind === "list" ? actions.elements[1] : undefined;
  expect(star && line(star)).toBe(7);
  expect(star?.place.file.slice(star.place)).toBe("dynamodb:*");
  const resource = entries?.get("Resource");
  expect(resource).toMatchObject({ kind: "template" });
  expect(resource && allReferences(resource)[0]?.resource.address).toBe("aws_dynamodb_table.orders");
});

it("points at one element of a list inside jsonencode inside a module call", () => {
  const root = loadModule({
    "main.tf": `module "role" {
  source = "./role"
  policy = jsonencode({
    Statement = concat([{
      Action = [
        "s3:GetObject",
        "s3:*",
      ]
    }], [])
  })
}
`,
    "role/main.tf": `variable "policy" { type = string }
resource "aws_iam_role_policy" "this" { policy = var.policy }
`,
  });
  const policy = root.children[0]?.resourcesOf("aws_iam_role_policy")[0]?.body.value("policy");
  const content = policy && jsonContent(policy);
  const statements = content?.kind === "object" ? content.entries.get("Statement") : undefined;
  const statement = statements?.kind === "list" ? statements.elements[0] : undefined;
  const actions = statement?.kind === "object" ? statement.entries.get("Action") : undefined;
  const star = actions?.kind === "list" ? actions.elements[1] : undefined;
  expect(star && line(star)).toBe(7);
  expect(star?.place.file.slice(star.place)).toBe('"s3:*"');
});

it("survives cycles: locals, variables of calls, resources and directories that call themselves", () => {
  const root = loadModule({
    "main.tf": `
locals {
  a = local.b
  b = local.a
}
resource "aws_sqs_queue" "self" { count = length(aws_sqs_queue.self) }
module "self" { source = "./" }
module "one" {
  source = "./one"
  input  = module.one.output
}
output "a" { value = local.a }
`,
    "one/main.tf": `
variable "input" {}
output "output" { value = var.input }
module "back" { source = "../" }
`,
  });
  expect(output(root, "a")).toMatchObject({ kind: "unknown", why: "cycle" });
  expect(root.resources).toHaveLength(1);
  expect(root.children).toHaveLength(1);
  const input = root.children[0]?.variable("input", {
    file: root.children[0].directory.files[0]?.source ?? never(),
    start: 0,
    end: 0,
  });
  expect(input).toMatchObject({ kind: "unknown", why: "cycle" });
});

function never(): never {
  throw new Error("no file");
}

it("merges override files and prefers .tofu over .tf", () => {
  const root = loadModule({
    "main.tf": `resource "aws_lambda_function" "f" {
  timeout = 3
  environment { variables = { A = "1" } }
}`,
    "override.tf": `resource "aws_lambda_function" "f" {
  timeout = 30
  environment { variables = { B = "2" } }
}`,
    "queue.tf": `resource "aws_sqs_queue" "tf" {}`,
    "queue.tofu": `resource "aws_sqs_queue" "tofu" {}`,
  });
  const fn = root.resourcesOf("aws_lambda_function")[0];
  expect(fn?.body.number("timeout")).toBe(30);
  expect(fn?.body.blocks("environment")).toHaveLength(1);
  expect(root.resourcesOf("aws_sqs_queue").map(({ name }) => name)).toEqual(["tofu"]);
});

it("uses variable values in Terraform's order of precedence", () => {
  const files = {
    "main.tf": `variable "a" { default = "default" }
variable "b" { default = "default" }
variable "c" { default = "default" }
variable "d" { default = "default" }
variable "e" { default = "default" }
variable "n" { type = number }
output "all" { value = [var.a, var.b, var.c, var.d, var.e, var.n] }`,
    "terraform.tfvars": `b = "tfvars"\nc = "tfvars"\nd = "tfvars"`,
    "x.auto.tfvars.json": `{"c": "auto", "d": "auto"}`,
  };
  const root = loadModule(files, {
    assignments: [
      { name: "d", text: "flag" },
      { name: "n", text: "5" },
    ],
    files: [],
    environment: { TF_VAR_e: "environment", TF_VAR_b: "environment" },
  });
  expect(dataOf(output(root, "all"))).toEqual(["default", "tfvars", "auto", "flag", "environment", 5]);
});

it("reads JSON syntax like native syntax", () => {
  const root = loadModule({
    "main.tf.json": JSON.stringify({
      variable: { name: { default: "orders" } },
      resource: {
        aws_lambda_function: {
          f: { function_name: "${var.name}-fn", environment: { variables: { A: "1" } }, timeout: 5 },
        },
      },
    }),
  });
  const fn = root.resourcesOf("aws_lambda_function")[0];
  expect(fn?.body.string("function_name")).toBe("orders-fn");
  expect(fn?.body.hasBlock("environment")).toBe("yes");
  expect(fn?.body.number("timeout")).toBe(5);
});

it("renders the template of a template_file, and keeps unknown parts and the place of each part", () => {
  const root = loadModule({
    "main.tf": `
resource "aws_sqs_queue" "jobs" {}
data "template_file" "policy" {
  template = file("\${path.module}/policies/jobs.json.tpl")
  vars     = { queue = aws_sqs_queue.jobs.arn, action = "sqs:*" }
}
data "template_file" "inline" {
  template = <<EOT
{ "Action": "sqs:*" }
EOT
}
data "template_file" "escaped" {
  template = "$\${greeting}, world"
  vars     = { greeting = "hello" }
}
output "policy" { value = data.template_file.policy.rendered }
output "inline" { value = data.template_file.inline.rendered }
output "escaped" { value = data.template_file.escaped.rendered }
`,
    "policies/jobs.json.tpl": '{\n  "Action": "${action}",\n  "Resource": "${queue}"\n}\n',
  });
  const policy = jsonContent(output(root, "policy"));
  if (policy?.kind !== "object") throw new Error("no JSON");
  const resource = policy.entries.get("Resource");
  expect(dataOf(policy.entries.get("Action") ?? policy)).toBe("sqs:*");
  expect(resource && allReferences(resource).map(({ resource: { address } }) => address)).toContain(
    "aws_sqs_queue.jobs",
  );
  expect(resource && line(resource)).toBe(3);
  const inline = jsonContent(output(root, "inline"));
  expect(inline?.kind === "object" && line(inline.entries.get("Action") ?? inline)).toBe(9);
  expect(dataOf(output(root, "escaped"))).toBe("hello, world");
});
