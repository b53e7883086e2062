import { didYouMean } from "../../aws/did-you-mean.ts";
import type { BlockVersions } from "../../aws/schema-versions.ts";
import type { Block, Expression, SourceFile } from "../../hcl/index.ts";
import type { Stack } from "../../lambda/index.ts";
import { distinctDirectories, type Module, placeOf, resourceKey } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { isWhole } from "../shared/declarations/whole-module.ts";
import { argumentOf, plainText, writtenPath } from "../shared/declarations/written-syntax.ts";
import { removeItem, renamed } from "../shared/edits/elements.ts";
import { replacing, suggestionOf } from "../shared/edits/fixes.ts";
import { declaredTypes, typeVersions } from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary: "A lifecycle block or depends_on names something that is not allowed there",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, lifecycle and depends_on; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops in validate: ignore_changes accepts arguments of the resource itself, replace_triggered_by managed
resources and their attributes, depends_on addresses. If Terraform accepted a misspelt argument in ignore_changes, it would keep
changing the real one.`,
  ignoreWhen: "The argument is newer than the schema that this version of lambda-tf holds.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  filename      = "orders.zip"

  lifecycle {
    ignore_changes = [source_hash]
  }
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  filename      = "orders.zip"

  lifecycle {
    ignore_changes = [source_code_hash]
  }
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => judge(module, stack));
  },
});

function judge(module: Module, stack: Stack): readonly RuleFinding[] {
  const types = new Map(declaredTypes(module, stack).map((declared) => [declared.address, declared]));
  const resources = [...module.declared.resources.values()].flatMap(({ type, labels, blocks }) => {
    const found = type === "resource" ? types.get(labels.join(".")) : undefined;
    const schema = found && !found.meant.isNewer ? typeVersions(found) : undefined;
    return blocks
      .filter(({ node }) => node.type === "lifecycle")
      .flatMap(({ node, file }) => [
        ...ignoredFaults(node, file, labels.join("."), schema),
        ...triggerFaults(node, file),
      ]);
  });
  const all = [
    ...module.declared.resources.values(),
    ...module.declared.moduleCalls.values(),
    ...module.declared.outputs.values(),
  ];
  const dependencies = all.flatMap(({ declared: { node, file } }) => [
    ...dependencyFaults(node, file),
    ...(isWhole(module) ? quotedFaults(node, file, module) : []),
  ]);
  return [...resources, ...dependencies];
}

function ignoredFaults(
  lifecycle: Block,
  file: SourceFile,
  resource: string,
  schema: BlockVersions | undefined,
): readonly RuleFinding[] {
  return elementsOf(lifecycle, "ignore_changes").flatMap((element): RuleFinding[] => {
    const at = placeOf(element, file);
    const name = ignoredName(element);
    if (name === undefined)
      return [
        {
          at,
          resource,
          message: "ignore_changes accepts only names of arguments",
          help: "Write the name of an argument",
        },
      ];
    if (name === "" || name === "*" || !schema || schema.isOpen || schema.knows(name)) return [];
    const meant = didYouMean(name, [...schema.newest.attributes.keys(), ...schema.newest.blocks.keys()]);
    return [
      {
        at,
        resource,
        message: `ignore_changes names ${name}, but ${resource} has no such argument`,
        help:
          name === "all" ? "Write ignore_changes = all" : meant === undefined ? "Remove it" : `Did you mean ${meant}?`,
        suggestions:
          name === "all"
            ? undefined
            : meant === undefined
              ? suggestionOf("Remove it", removeItem(at))
              : [replacing(at, renamed(at, meant), meant)],
      },
    ];
  });
}

/**
 * The first name of what an element of ignore_changes names; empty where that is not certain, undefined where it names
 * nothing.
 */
function ignoredName(element: Expression): string | undefined {
  if (element.kind === "template") {
    const [part, ...more] = element.parts;
    return part?.kind === "text" && more.length === 0 ? (/^\w+/.exec(part.value)?.[0] ?? "") : undefined;
  }
  if (element.kind === "splat") return "";
  const [name] = writtenPath(element);
  return name;
}

/** What begins a reference to something that is no resource. */
const NO_RESOURCES: ReadonlySet<string> = new Set([
  "var",
  "local",
  "module",
  "path",
  "each",
  "count",
  "self",
  "terraform",
]);

const NO_ADDRESS: ReadonlySet<Expression["kind"]> = new Set(["literal", "call", "template"]);

function triggerFaults(lifecycle: Block, file: SourceFile): readonly RuleFinding[] {
  return elementsOf(lifecycle, "replace_triggered_by").flatMap((element): RuleFinding[] => {
    const [root, ...more] = element.kind === "splat" ? [] : writtenPath(element);
    if (root === undefined ? !NO_ADDRESS.has(element.kind) : !NO_RESOURCES.has(root)) return [];
    const written = root === undefined ? "a value" : [root, ...more].join(".");
    return [
      {
        at: placeOf(element, file),
        message: `replace_triggered_by names ${written}, but accepts only managed resources and their attributes`,
        help: "Put the value into a terraform_data resource, and name that",
      },
    ];
  });
}

/** Resources that an address in quotes names and the module does not have; of all others style/undeclared speaks. */
function quotedFaults(block: Block, file: SourceFile, { declared }: Module): readonly RuleFinding[] {
  if (file.path.endsWith(".json")) return [];
  return elementsOf(block, "depends_on").flatMap((element): RuleFinding[] => {
    const address = plainText(element);
    const [, data, type = "", name = ""] = /^(data\.)?([a-z]\w*)\.(\w[\w-]*)$/.exec(address ?? "") ?? [];
    if (type === "" || NO_RESOURCES.has(type)) return [];
    if (declared.resources.has(resourceKey(data === undefined ? "managed" : "data", type, name))) return [];
    return [
      {
        at: placeOf(element, file),
        message: `${address} is not declared in this module`,
        help: "Declare it, or remove the address",
        suggestions: suggestionOf("Remove the address", removeItem(placeOf(element, file))),
      },
    ];
  });
}

/** Addresses may stand in quotes, as Terraform 0.11 had them. */
function dependencyFaults(block: Block, file: SourceFile): readonly RuleFinding[] {
  return elementsOf(block, "depends_on")
    .filter(({ kind }) => kind === "literal" || kind === "call" || kind === "object" || kind === "tuple")
    .map((element) => ({
      at: placeOf(element, file),
      message: "depends_on accepts only addresses",
      help: "Write the address of a resource or module",
    }));
}

function elementsOf(block: Block, name: string): readonly Expression[] {
  const expression = argumentOf(block, name)?.expression;
  return expression?.kind === "tuple" ? expression.elements : [];
}
