import type { Attribute } from "../../hcl/index.ts";
import {
  type Declared,
  distinctDirectories,
  type MergedBlock,
  type Module,
  type Place,
  surroundingsOf,
} from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const SNAKE_CASE = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

export default defineRule({
  summary: "A name is not in snake_case",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { tflint: ["terraform_naming_convention"], kics: ["name_is_not_snake_case"] },
  source: "Terraform language, Style Guide: resource naming (2026-11)",
  why: `Terraform itself and every provider use lowercase letters and underscores. With several styles in one module nobody can
write a name without looking it up.`,
  ignoreWhen: "The name is kept to avoid moving anything in the state.",
  bad: `resource "aws_sqs_queue" "failedOrders" {
  name = "failed-orders"
}`,
  good: `resource "aws_sqs_queue" "failed_orders" {
  name = "failed-orders"
}`,
  check({ stack }) {
    // generators derive names from paths
    const written = distinctDirectories(stack.modules).filter(
      ({ directory }) => !surroundingsOf(directory).isSynthesized,
    );
    return written.flatMap((module) =>
      [...namesIn(module)]
        .filter(({ name }) => !SNAKE_CASE.test(name))
        .map(({ kind, name, at }) => ({
          at,
          message: `The ${kind} ${name} is not named in snake_case`,
          help: `Name it ${toSnakeCase(name) || "after what it is for"}${kind === "resource" || kind === "module" ? ", with a moved block so that nothing is recreated" : ""}`,
        })),
    );
  },
});

interface Name {
  readonly kind: string;
  readonly name: string;
  readonly at: Place;
}

function* namesIn({ declared }: Module): Generator<Name> {
  for (const block of declared.resources.values())
    yield* labelOf(block, block.type === "data" ? "data source" : block.type);
  for (const block of declared.variables.values()) yield* labelOf(block, "variable");
  for (const block of declared.outputs.values()) yield* labelOf(block, "output");
  for (const block of declared.moduleCalls.values()) yield* labelOf(block, "module");
  for (const local of declared.locals.values()) yield localName(local);
}

function* labelOf({ declared: { node, file } }: MergedBlock, kind: string): Generator<Name> {
  const label = node.labels.at(-1);
  if (label) yield { kind, name: label.value, at: { file, start: label.start, end: label.end } };
}

function localName({ node, file }: Declared<Attribute>): Name {
  return { kind: "local", name: node.name, at: { file, start: node.nameSpan.start, end: node.nameSpan.end } };
}

function toSnakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|(?<!_)_+$/g, "")
    .toLowerCase();
}
