import { isKnownProvider, providerOf, providerSchema, type SchemaKind } from "../../aws/provider-schema.ts";
import { BlockVersions } from "../../aws/schema-versions.ts";
import type { NestedBlocks } from "../../hcl/index.ts";

/** The kind of schema for each kind of block. */
const KINDS: ReadonlyMap<string, SchemaKind> = new Map(
  (["resource", "data", "ephemeral", "provider"] as const).map((kind) => [kind, kind]),
);

/**
 * The nested blocks of a resource type or of a provider's configuration, for the JSON syntax, which writes them like
 * arguments. What is an argument in any version of the provider stays one.
 */
export function providerBlocks(block: string, type: string): NestedBlocks | undefined {
  const kind = KINDS.get(block);
  if (!kind || !isKnownProvider(type)) return undefined;
  const majors = providerSchema().knownMajors(providerOf(type));
  const versions = BlockVersions.of(majors.map((major) => providerSchema().typeIn(major, kind, type)));
  return versions && nestedBlocks(versions);
}

function nestedBlocks(versions: BlockVersions): NestedBlocks {
  return {
    inside: (name) => {
      const inner = versions.attribute(name).length === 0 ? versions.inside(name) : undefined;
      return inner && nestedBlocks(inner);
    },
  };
}
