import { providerSchema } from "../../aws/provider-schema.ts";
import type { Stack } from "../../lambda/index.ts";
import { type Place, placeOf } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { bucketSettingApart } from "../shared/edits/bucket-settings.ts";
import { type Offered, replacing } from "../shared/edits/fixes.ts";
import { isReplaceable, replacementOf } from "../shared/schema/schema-deprecations.ts";
import { producedType } from "../shared/schema/schema-names.ts";
import { type SchemaBlock, schemaBlocks, spokenOwner } from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary: "An argument or block is set that the provider has deprecated",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, documentation",
  why: "It works until a major version of the provider drops it. Then the upgrade has to replace all of them at once.",
  bad: `terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
  }
}

resource "aws_cloudwatch_event_rule" "nightly" {
  schedule_expression = "rate(1 day)"
  is_enabled          = true
}`,
  good: `terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
  }
}

resource "aws_cloudwatch_event_rule" "nightly" {
  schedule_expression = "rate(1 day)"
  state               = "ENABLED"
}`,
  check({ stack }) {
    return schemaBlocks(stack).flatMap((found) =>
      [...ofArguments(found), ...ofBlocks(found)].flatMap((deprecated) => judge(deprecated, found, stack)),
    );
  },
});

/** An argument or block that its provider marks as deprecated, with the provider's message. */
interface Deprecated {
  readonly name: string;
  readonly deprecated: string;
  readonly at: Place;
  readonly fix?: Fix | undefined;
}

function ofArguments(found: SchemaBlock): Deprecated[] {
  return [...found.block.attributes.values()].flatMap(({ node, file }) => {
    const attribute = found.schema.newest.attributes.get(node.name);
    // schema/read-only-argument reports what cannot be written
    if (attribute?.deprecated === undefined || !(attribute.required || attribute.optional)) return [];
    const at = placeOf(node.nameSpan, file);
    const { name } = node;
    return [{ name, deprecated: attribute.deprecated, at, fix: renaming(name, at, found) }];
  });
}

function ofBlocks(found: SchemaBlock): Deprecated[] {
  return found.block.blocks.flatMap(({ node, file }) => {
    const type = producedType(node);
    const deprecated = found.schema.newest.blocks.get(type)?.deprecated;
    if (deprecated === undefined) return [];
    const label = node.type === "dynamic" ? node.labels[0] : undefined;
    return [{ name: type, deprecated, at: placeOf(label ?? node.typeSpan, file) }];
  });
}

function judge({ name, deprecated, at, fix }: Deprecated, found: SchemaBlock, stack: Stack): RuleFinding[] {
  // schema/deprecated-type reports deprecated types, iam/inline-policy-argument a role's policies
  if (found.isMeta || isOfDeprecatedType(found) || found.type === "aws_iam_role") return [];
  if (!isReplaceable(deprecated, found)) return [];
  return [
    {
      at,
      resource: found.address,
      message: `${name} of ${spokenOwner(found)} is deprecated`,
      help: deprecated.replace(/\.$/, ""),
      ...(fix ? offered(fix, found) : { suggestions: successors(name, found, stack) }),
    },
  ];
}

/** To another argument of the same value a resource may have to be replaced. */
function offered(fix: Fix, { kind }: SchemaBlock): Offered {
  return kind === "data" ? { fix } : { suggestions: [fix] };
}

function isOfDeprecatedType({ kind, type, meant }: SchemaBlock): boolean {
  const [major = 0] = meant.majors;
  return providerSchema().typeIn(major, kind, type)?.deprecated !== undefined;
}

/** Suggests the resource that replaces a setting. */
function successors(name: string, { type, path, block }: SchemaBlock, stack: Stack): readonly Fix[] | undefined {
  if (type !== "aws_s3_bucket" || path.length > 0) return undefined;
  const { file, node } = block.declared;
  const bucket = stack.resources(type).find(({ body: { whole } }) => whole.file === file && whole.start === node.start);
  return bucket && bucketSettingApart(bucket, name);
}

/** Renames it, if the replacement can be written and is not there yet. */
function renaming(name: string, at: Place, { block, schema }: SchemaBlock): Fix | undefined {
  const replacement = replacementOf(name, schema.newest);
  const other = replacement === undefined ? undefined : schema.newest.attributes.get(replacement);
  if (replacement === undefined || !(other?.required || other?.optional) || block.attributes.has(replacement))
    return undefined;
  return replacing(at, replacement);
}
