import { distinctDirectories, type Module, type Place, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";

/** Arguments with few valid values, by resource type. */
const LIMITED: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws_lambda_function", ["memory_size", "timeout", "runtime"]],
  ["aws_cloudwatch_log_group", ["retention_in_days"]],
]);

export default defineRule({
  summary: "A variable accepts any value for an argument that accepts only some",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "Terraform language, Input Variables: custom validation rules (2026-11)",
  why: `A wrong memory size, timeout, runtime or retention is refused by AWS halfway through the apply. With a validation Terraform
refuses it before the plan, with a message that says what would be right.`,
  bad: `variable "memory_size" {
  type = number
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::111122223333:role/orders"
  memory_size   = var.memory_size
}`,
  good: `variable "memory_size" {
  type = number

  validation {
    condition     = var.memory_size >= 128 && var.memory_size <= 10240
    error_message = "memory_size must be from 128 to 10240."
  }
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::111122223333:role/orders"
  memory_size   = var.memory_size
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      [...feeds(module)].flatMap(([name, { argument, resource, at }]) => {
        const block = module.declared.variables.get(name);
        if (!block || block.blocks.some(({ node }) => node.type === "validation")) return [];
        return [
          {
            at: headerPlace(block),
            message: `The variable ${name} sets ${argument} of ${resource} but accepts any value`,
            help: "Add a validation block with the allowed values",
            related: [{ at, message: "Where it is used" }],
          },
        ];
      }),
    );
  },
});

interface Feed {
  readonly argument: string;
  readonly resource: Resource;
  readonly at: Place;
}

/** The variables that are directly an argument's value. */
function feeds(module: Module): ReadonlyMap<string, Feed> {
  const found = new Map<string, Feed>();
  for (const [type, names] of LIMITED) {
    for (const resource of module.resourcesOf(type)) {
      const written = module.declared.resources.get(`managed ${type} ${resource.name}`)?.attributes;
      for (const argument of names) {
        const expression = written?.get(argument)?.node.expression;
        const isVariable =
          expression?.kind === "attribute-access" &&
          expression.object.kind === "variable" &&
          expression.object.name === "var";
        if (isVariable && !found.has(expression.name))
          found.set(expression.name, { argument, resource, at: resource.body.place(argument) });
      }
    }
  }
  return found;
}
