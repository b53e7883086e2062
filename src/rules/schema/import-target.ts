import type { Expression } from "../../hcl/index.ts";
import { distinctDirectories, type MergedBlock, type Module, placeOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";
import { isWhole } from "../shared/declarations/whole-module.ts";
import { isNull, writtenPath } from "../shared/declarations/written-syntax.ts";

export default defineRule({
  summary: "An import block does not say what is imported, or where to",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Import; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops in validate or plan: an import targets one instance of a managed resource in the root or in a module below
it, and each instance is imported only once.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

import {
  to = aws_sqs_queue.jobs.arn
  id = "https://sqs.eu-central-1.amazonaws.com/123456789012/jobs"
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

import {
  to = aws_sqs_queue.jobs
  id = "https://sqs.eu-central-1.amazonaws.com/123456789012/jobs"
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).filter(isWhole).flatMap(judge);
  },
});

function judge(module: Module): readonly RuleFinding[] {
  const targets = new Set<string>();
  return module.declared.others
    .filter(({ type }) => type === "import")
    .flatMap((block): readonly RuleFinding[] => {
      if (module.call)
        return [
          {
            at: headerPlace(block),
            message: "An import block is allowed only in the root, but this module is called by another",
            help: `Move it to the root, with module.${module.call.name}. before the address`,
          },
        ];
      return [...targetFaults(block, module, targets), ...idFaults(block), ...providerFaults(block, module)];
    });
}

function targetFaults(block: MergedBlock, module: Module, targets: Set<string>): readonly RuleFinding[] {
  const to = block.attributes.get("to");
  if (!to) return [];
  const { expression } = to.node;
  const fault = (message: string, help: string) => [{ at: placeOf(expression, to.file), message, help }];
  if (expression.kind === "template") return fault("to takes an address, not a string", "Remove the quotes");
  const path = writtenPath(expression);
  if (path[0] === "data") return fault("A data source can't be imported: it is only read", "Remove the block");
  if (path[0] === undefined || path[0] === "module") return [];
  const [type, name, attribute] = path;
  const address = `${type}.${name}`;
  if (attribute !== undefined)
    return fault(`to names ${attribute} of ${address}, but must name a whole resource`, `Write ${address}`);
  const key = instanceKey(expression, to.file);
  const resource = findResource(module, address);
  const isRepeated = resource?.attributes.has("count") || resource?.attributes.has("for_each");
  if (resource && key !== undefined && !isRepeated)
    return fault(`${address} has neither count nor for_each, so there is no instance ${key}`, `Write ${address}`);
  if (resource && key === undefined && isRepeated)
    return fault(`${address} has several instances, but to names none of them`, `Write ${address}[…], with a key`);
  const whole = `${address}${key ?? ""}`;
  if (targets.has(whole) && !block.attributes.has("for_each"))
    return fault(`${whole} is imported twice`, "Remove one of the two");
  targets.add(whole);
  return [];
}

const COLLECTIONS: ReadonlyMap<Expression["kind"], string> = new Map([
  ["tuple", "a list"],
  ["object", "an object"],
]);

function findResource({ declared }: Module, address: string): MergedBlock | undefined {
  return [...declared.resources.values()].find(
    ({ type, labels }) => type === "resource" && labels.join(".") === address,
  );
}

function instanceKey(expression: Expression, file: MergedBlock["declared"]["file"]): string | undefined {
  return expression.kind === "index" ? file.written({ start: expression.object.end, end: expression.end }) : undefined;
}

/** The provider is that of the resource; here it is for one that is still to be written by Terraform. */
function providerFaults({ attributes }: MergedBlock, module: Module): readonly RuleFinding[] {
  const provider = attributes.get("provider");
  const to = attributes.get("to")?.node.expression;
  const [type, name] = to ? writtenPath(to) : [];
  const resource = findResource(module, `${type}.${name}`);
  if (!provider || !resource) return [];
  return [
    {
      at: placeOf(provider.node.nameSpan, provider.file),
      message: `This import names a provider, but ${type}.${name} is declared`,
      help: "Set provider in the resource, and remove it here",
      related: [{ at: headerPlace(resource), message: "The resource" }],
    },
  ];
}

function idFaults({ attributes }: MergedBlock): readonly RuleFinding[] {
  const id = attributes.get("id");
  if (!id) return [];
  const { expression } = id.node;
  const isEmpty = expression.kind === "template" && expression.parts.length === 0;
  const found = isEmpty ? "empty" : isNull(expression) ? "null" : COLLECTIONS.get(expression.kind);
  if (found === undefined) return [];
  return [
    {
      at: placeOf(expression, id.file),
      message: `The id of this import is ${found}`,
      help: "Write the id by which the provider finds the resource",
    },
  ];
}
