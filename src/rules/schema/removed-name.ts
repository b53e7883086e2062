import { providerSchema } from "../../aws/provider-schema.ts";
import { grouped } from "../../grouped.ts";
import type { Stack } from "../../lambda/index.ts";
import {
  distinctDirectories,
  type Module,
  parseVersionConstraint,
  placeOf,
  requiredProviders,
  stringOf,
  surroundingsOf,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { requireProvider } from "../shared/edits/terraform-block.ts";
import type { AttributeRead } from "../shared/expressions/expression-findings.ts";
import { attributeReads } from "../shared/expressions/reference-walk.ts";
import type { MeantVersions } from "../shared/schema/meant-versions.ts";
import { lastWith } from "../shared/schema/schema-majors.ts";
import { producedType } from "../shared/schema/schema-names.ts";
import {
  type DeclaredType,
  declaredTypes,
  isMetaArgument,
  isMetaBlock,
  type SchemaBlock,
  schemaBlocks,
  spokenOwner,
} from "../shared/schema/schema-walk.ts";

const example = (version: string) => `terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "${version}" }
  }
}

resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = "a1b2c3d4e5"
  stage_name  = "live"
}`;

export default defineRule({
  summary: "Something was removed in a version of the provider that the module allows",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, 5.100.0, 4.67.0 and 3.75, schema",
  why: `Without a lock file, or after init -upgrade, Terraform uses the newest version that is allowed, and stops with "Unsupported
argument" although nobody changed the module.`,
  ignoreWhen: "The lock file is kept somewhere else, or callers pin the version.",
  bad: example(">= 5.0"),
  good: example("~> 5.0"),
  check({ stack }) {
    const isHeldByTool = distinctDirectories(stack.modules).some(
      ({ directory }) => surroundingsOf(directory).isCompletedByTool,
    );
    if (isHeldByTool) return [];
    const all = [
      ...distinctDirectories(stack.modules).flatMap((module) => declaredTypes(module, stack).flatMap(ofType)),
      ...schemaBlocks(stack).flatMap((found) => [...ofArguments(found), ...ofBlocks(found)]),
      ...attributeReads(stack).flatMap(ofRead),
    ];
    const lasts = grouped(all, ({ last }) => [last.provider]);
    const holds = new Map(Array.from(lasts, ([provider, found]) => [provider, hold(stack, provider, found)] as const));
    return all.map(({ last, ...found }) => ({ ...found, suggestions: holds.get(last.provider) }));
  },
});

/** What is gone, and the last version of its provider that has it. */
interface Removed extends RuleFinding {
  readonly last: Version;
}

interface Version {
  readonly provider: string;
  readonly major: number;
}

/** To stay with the newest version that has all of these. */
function hold({ root }: Stack, provider: string, found: readonly Removed[]): readonly Fix[] {
  const major = Math.min(...found.map(({ last }) => last.major));
  const [from = 0, minor = 0] = lowestOf(root, provider) ?? [];
  const constraint = `~> ${major}.${from === major ? minor : 0}`;
  const edit = requireProvider(root, provider, `hashicorp/${provider}`, constraint);
  return suggestionOf(`Require version ${constraint} of ${provider}`, edit);
}

function lowestOf(module: Module, provider: string): readonly number[] | undefined {
  const version = requiredProviders(module).find(({ name }) => name === provider)?.version;
  const text = version && stringOf(version);
  return text === undefined ? undefined : parseVersionConstraint(text)?.lowest;
}

/**
 * The newest major version that is let through, if it is the newest one known and older ones are let through as well.
 */
function newestOfSeveral({ provider, majors: [newest, ...older] }: MeantVersions): number | undefined {
  return older.length > 0 && newest === providerSchema().knownMajors(provider)[0] ? newest : undefined;
}

function ofType({ kind, type, block, meant, address }: DeclaredType): Removed[] {
  const newest = newestOfSeveral(meant);
  if (newest === undefined || providerSchema().typeIn(newest, kind, type)) return [];
  const last = meant.majors.find((major) => providerSchema().typeIn(major, kind, type));
  if (last === undefined) return [];
  const { node, file } = block.declared;
  return [
    {
      ...finding(type, newest, { provider: meant.provider, major: last }),
      at: placeOf(node.labels[0] ?? node, file),
      resource: address,
    },
  ];
}

function ofArguments(found: SchemaBlock): Removed[] {
  if (found.isMeta) return [];
  return [...found.block.attributes.values()].flatMap(({ node: { name, nameSpan }, file }) =>
    isMetaArgument(name, found)
      ? []
      : ofName(name, found, `${name} of ${spokenOwner(found)}`).map((one) => ({
          ...one,
          at: placeOf(nameSpan, file),
          resource: found.address,
        })),
  );
}

function ofBlocks(found: SchemaBlock): Removed[] {
  if (found.isMeta) return [];
  return found.block.blocks.flatMap(({ node, file }) => {
    const type = producedType(node);
    if (isMetaBlock(type, found)) return [];
    const label = node.type === "dynamic" ? node.labels[0] : undefined;
    return ofName(type, found, `The block ${type} of ${spokenOwner(found)}`).map((one) => ({
      ...one,
      at: placeOf(label ?? node.typeSpan, file),
      resource: found.address,
    }));
  });
}

function ofRead({ from, name, at }: AttributeRead): Removed[] {
  if (from.kind !== "instance") return [];
  const { schema, of, path } = from;
  return ofName(name, { ...of, path, schema }, `${name} of ${spokenOwner({ path, type: of.type })}`).map((one) => ({
    ...one,
    at,
  }));
}

/** If a type was removed with everything in it, only the type is reported. */
function ofName(
  name: string,
  found: Pick<SchemaBlock, "schema" | "kind" | "type" | "path" | "meant">,
  what: string,
): readonly Omit<Removed, "at">[] {
  const { schema, kind, type, meant } = found;
  const newest = newestOfSeveral(meant);
  if (newest === undefined || schema.isOpen || !providerSchema().typeIn(newest, kind, type)) return [];
  if (schema.newest.attributes.has(name) || schema.newest.blocks.has(name)) return [];
  const last = lastWith(name, found);
  return last ? [finding(what, newest, { ...last, provider: meant.provider })] : [];
}

function finding(
  what: string,
  newest: number,
  { deprecated, ...last }: Version & { readonly deprecated?: string | undefined },
) {
  const instead = deprecated?.replace(/\.$/, "") ?? `Use what version ${newest} has instead`;
  return {
    message: `${what} is not in version ${newest} of the provider, which this module allows`,
    help: `${instead}; or require version = "~> ${last.major}.0" and commit .terraform.lock.hcl`,
    last,
  };
}
