import { openPack, type Pack } from "./data-file.ts";
import type { PackedBlock } from "./schema-block.ts";

/** The major versions of the AWS provider before the one that the schema describes, newest first. */
export const OLDER_MAJORS: readonly number[] = [5, 4, 3];

/**
 * The difference that turns the block of the next newer version into that of an older one; scripts/provider-history.mjs
 * writes it.
 */
interface BlockDelta {
  /** Names that the older version lacks. */
  readonly x?: readonly string[];
  readonly a?: NonNullable<PackedBlock["a"]>;
  readonly b?: NonNullable<PackedBlock["b"]>;
  /** Nested blocks whose content differs. */
  readonly c?: Readonly<Record<string, BlockDelta>>;
}

/** By major version; 0 where it lacks the type. */
type Deltas = Readonly<Record<string, BlockDelta | 0>>;

let opened: Pack | undefined;

/**
 * The block of an AWS type in each of OLDER_MAJORS, newest first; undefined where that version lacks the type. Where a
 * version is the same as the next newer one, both share one object.
 */
export function olderBlocks(key: string, current: PackedBlock | undefined): readonly (PackedBlock | undefined)[] {
  opened ??= openPack("provider-history.pack");
  const deltas = opened.read<Deltas>(key) ?? {};
  let block = current;
  return OLDER_MAJORS.map((major) => {
    const delta = deltas[major];
    if (delta === 0) block = undefined;
    else if (delta) block = withDelta(block ?? {}, delta);
    return block;
  });
}

function withDelta({ a = {}, b = {}, d }: PackedBlock, delta: BlockDelta): PackedBlock {
  const attributes = { ...a, ...delta.a };
  const blocks = { ...b, ...delta.b };
  for (const name of [...(delta.x ?? []), ...Object.keys(delta.b ?? {})]) delete attributes[name];
  for (const name of [...(delta.x ?? []), ...Object.keys(delta.a ?? {})]) delete blocks[name];
  for (const [name, inner] of Object.entries(delta.c ?? {})) {
    const nested = blocks[name];
    if (!nested) continue;
    const [code, content, deprecated] = nested;
    const older = withDelta(content, inner);
    blocks[name] = deprecated === undefined ? [code, older] : [code, older, deprecated];
  }
  return { a: attributes, b: blocks, ...(d !== undefined && { d }) };
}
