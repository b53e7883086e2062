import type { BlockVersions } from "../../aws/schema-versions.ts";
import type { Stack } from "../../lambda/index.ts";
import { spokenList } from "../../spoken-list.ts";
import { elementsOrSelf, encloses, isCallersChoice, type MergedBlock, mergedBlock } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { indentWithin } from "../shared/edits/layout.ts";
import { meantNames } from "../shared/schema/meant-argument.ts";
import { producedType } from "../shared/schema/schema-names.ts";
import { type ValuedBlock, valuedBlocks } from "../shared/schema/schema-values.ts";
import { type SchemaBlock, schemaBlocks } from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary: "A resource lacks an argument or block that its type requires",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, 5.100.0, 4.67.0 and 3.75, schema",
  why: `Terraform stops with "Missing required argument", but only after init has fetched the provider.`,
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  runtime       = "nodejs24.x"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  runtime       = "nodejs24.x"
}`,
  check({ stack }) {
    const valued = valuedBlocks(stack);
    return [...valued.flatMap(nulls), ...valued.flatMap(incomplete), ...notWritten(stack)];
  },
});

/** What a block lacks that has to be there. */
function notWritten(stack: Stack): readonly RuleFinding[] {
  return schemaBlocks(stack).flatMap((found) => {
    const { block, schema, address, type, path, isMeta } = found;
    if (schema.isOpen) return [];
    // what an override file adds does not count, where arguments are concerned
    const own = block.isOverridden ? mergedBlock(block.declared) : block;
    const attributes = schema.required.attributes.filter((name) => !isWrittenIn(own, name));
    const blocks = schema.required.blocks.filter((name) => !isWrittenIn(block, name));
    if (attributes.length === 0 && blocks.length === 0) return [];
    // of one that goes by another name schema/unknown-argument speaks
    const meant = meantNames(found, stack);
    const isMissing = (name: string) => !meant.has(name);
    const missing = [...attributes.filter(isMissing), ...blocks.filter(isMissing).map((name) => `a block ${name}`)];
    if (missing.length === 0) return [];
    return [
      {
        at: headerPlace(block),
        resource: address,
        message: `${path.length === 0 ? address : `${path.join(".")} of ${address}`} lacks ${spokenList(missing)}, which ${isMeta ? "Terraform" : type} requires`,
        help: `Add ${spokenList(missing)}`,
        suggestions: missing.length === 1 ? named(found, missing[0] ?? "") : undefined,
      },
    ];
  });
}

/**
 * What is written and null all the same, as a call leaves a variable out whose default that is (Terraform language,
 * Types and Values, null: an error if the argument is mandatory, 2026-11).
 */
function nulls({ resource, body, schema, type, path }: ValuedBlock): RuleFinding[] {
  if (schema.isOpen || !resource.isCertain || !body.isCertain || resource.module.directory.isStandIn) return [];
  return schema.required.attributes.flatMap((name) => {
    if (!body.isWritten(name) || body.value(name).kind !== "null" || isCallersChoice(resource, name, body)) return [];
    return [
      {
        at: body.place(name),
        resource: resource.address,
        message: `${[...path, name].join(".")} of ${resource} is null here, but ${type} requires it`,
        help: `Give ${name} a value: null is the same as leaving it out`,
      },
    ];
  });
}

/**
 * Lists of objects that are mostly written as blocks (AWS provider 6.66.0, documentation: "processed in
 * attribute-as-blocks mode"). Behind an equals sign each object has to have all that it can have, be it null (Terraform
 * language, Attributes as Blocks, 2026-11).
 */
const AS_BLOCKS: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws_security_group", ["ingress", "egress"]],
  ["aws_default_security_group", ["ingress", "egress"]],
  ["aws_network_acl", ["ingress", "egress"]],
  ["aws_route_table", ["route"]],
  ["aws_default_route_table", ["route"]],
]);

/** Objects of such a list that leave something out. */
function incomplete({ resource, body, schema, path }: ValuedBlock): RuleFinding[] {
  const names = resource.mode === "managed" && path.length === 0 ? (AS_BLOCKS.get(resource.type) ?? []) : [];
  return names.flatMap((name) => {
    const argument = body.argumentNames.includes(name) ? body.place(name) : undefined;
    // JSON has but one way to write both
    if (!argument || argument.file.path.endsWith(".json") || isCallersChoice(resource, name)) return [];
    const wanted = membersOf(schema, name);
    return elementsOrSelf(body.value(name)).elements.flatMap((element) => {
      if (element.kind !== "object" || element.open || !encloses(argument, element.place)) return [];
      const lacking = wanted.filter((member) => !element.entries.has(member));
      if (lacking.length === 0) return [];
      return [
        {
          at: element.place,
          resource: resource.address,
          message: `An object in ${name} of ${resource} lacks ${spokenList(lacking)}, which it has to have behind an equals sign`,
          help: `Write it as a block ${name} { … }, where they may be left out, or set them to null`,
        },
      ];
    });
  });
}

/** What the objects of an argument have in every version of the provider. */
function membersOf(schema: BlockVersions, name: string): readonly string[] {
  const [first = [], ...rest] = schema
    .attribute(name)
    .map(({ type }) => ("element" in type && type.element.kind === "object" ? [...type.element.members.keys()] : []));
  return first.filter((member) => rest.every((members) => members.includes(member)));
}

function isWrittenIn({ attributes, blocks }: MergedBlock, name: string): boolean {
  return attributes.has(name) || blocks.some(({ node }) => producedType(node) === name);
}

/** A name is what the resource is called in the configuration, with hyphens. */
function named({ block, path, kind }: SchemaBlock, argument: string): readonly Fix[] {
  const { node, file } = block.declared;
  const label = node.labels[1]?.value;
  const isName = argument === "name" || argument === "function_name";
  if (!isName || label === undefined || path.length > 0 || kind !== "resource" || file.path.endsWith(".json"))
    return [];
  const start = node.body.start;
  const isInLine = !file.slice(node.body).includes("\n");
  if (isInLine) return [];
  const indent = indentWithin({ file, ...node }, start - 1);
  const text = `\n${indent}${argument} = ${JSON.stringify(label.replaceAll("_", "-"))}`;
  return suggestionOf(`Name it ${label.replaceAll("_", "-")}`, { place: { file, start, end: start }, newText: text });
}
