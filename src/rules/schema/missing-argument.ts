import type { Stack } from "../../lambda/index.ts";
import { spokenList } from "../../spoken-list.ts";
import { isCallersChoice, type MergedBlock, mergedBlock } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { misspeltNames, producedType } from "../shared/schema/schema-names.ts";
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
    return [...valuedBlocks(stack).flatMap(nulls), ...notWritten(stack)];
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
    // of a misspelt one schema/unknown-argument speaks
    const misspelt = misspeltNames(found);
    const isMissing = (name: string) => !misspelt.has(name);
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
 * What is written and null all the same, as a call leaves a variable out whose default that is (Terraform language, Types and
 * Values, null: an error if the argument is mandatory, 2026-11).
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
  const text = `\n  ${argument} = ${JSON.stringify(label.replaceAll("_", "-"))}`;
  return suggestionOf(`Name it ${label.replaceAll("_", "-")}`, { place: { file, start, end: start }, newText: text });
}
