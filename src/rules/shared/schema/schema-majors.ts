import { type BlockSchema, providerSchema } from "../../../aws/provider-schema.ts";
import type { MeantVersions } from "./meant-versions.ts";
import type { DeclaredType, SchemaBlock } from "./schema-walk.ts";

/** Help for a name that another version has: that it is too new, or was removed. */
export function versionHelp(name: string, found: SchemaBlock): string | undefined {
  return inOtherVersions(majorsWith(name, found), found.meant);
}

/** The same for a type. */
export function typeVersionHelp({ kind, type, meant }: DeclaredType): string | undefined {
  const majors = otherMajors(meant).filter((major) => providerSchema().typeIn(major, kind, type) !== undefined);
  return inOtherVersions(majors, meant);
}

function inOtherVersions(majors: readonly number[], { majors: [newest = 0] }: MeantVersions): string | undefined {
  const [last] = majors;
  const first = majors.at(-1);
  if (last === undefined || first === undefined) return undefined;
  return first > newest
    ? `It was added in version ${first} of the provider; the module is for version ${newest}`
    : `It was removed after version ${last} of the provider`;
}

/**
 * The major versions of the provider, newest first, in which the block has such an argument or block, if none that may
 * be in use has.
 */
function majorsWith(name: string, { kind, type, path, meant, isMeta }: SchemaBlock): readonly number[] {
  if (isMeta) return [];
  return otherMajors(meant).filter((major) => hasName(name, blockAt(providerSchema().typeIn(major, kind, type), path)));
}

function hasName(name: string, block: BlockSchema | undefined): boolean {
  return block !== undefined && (block.attributes.has(name) || block.blocks.has(name));
}

/** The newest of the versions that may be in use with such an argument or block, and its deprecation. */
export function lastWith(
  name: string,
  { kind, type, path, meant }: Pick<SchemaBlock, "kind" | "type" | "path" | "meant">,
): { readonly major: number; readonly deprecated: string | undefined } | undefined {
  for (const major of meant.majors) {
    const block = blockAt(providerSchema().typeIn(major, kind, type), path);
    if (block && hasName(name, block))
      return { major, deprecated: (block.attributes.get(name) ?? block.blocks.get(name))?.deprecated };
  }
  return undefined;
}

function otherMajors({ provider, majors }: MeantVersions): readonly number[] {
  return providerSchema()
    .knownMajors(provider)
    .filter((major) => !majors.includes(major));
}

/** The nested block of a type at a path. */
export function blockAt(type: BlockSchema | undefined, path: readonly string[]): BlockSchema | undefined {
  let at = type;
  for (const step of path) at = at?.blocks.get(step)?.block;
  return at;
}
