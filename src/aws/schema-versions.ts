import type { AttributeSchema, BlockSchema, NestedBlockSchema } from "./schema-block.ts";

/**
 * What a block may hold in each version of its provider that may be meant. A module that lets several through is right or
 * wrong in all of them only where they agree.
 */
export class BlockVersions {
  private readonly versions: readonly BlockSchema[];
  /** What the newest of them says: for suggestions. */
  readonly newest: BlockSchema;

  private constructor(newest: BlockSchema, versions: readonly BlockSchema[]) {
    this.newest = newest;
    this.versions = versions;
  }

  /** Of the versions that have the block, the newest first; undefined if none has. */
  static of(versions: readonly (BlockSchema | undefined)[]): BlockVersions | undefined {
    const distinct = [...new Set(versions.filter((version) => version !== undefined))];
    const [newest] = distinct;
    return newest && new BlockVersions(newest, distinct);
  }

  /** There may be anything in the block. */
  get isOpen(): boolean {
    return this.versions.some(({ open }) => open);
  }

  /** Whether some version has an argument, attribute or block of this name. */
  knows(name: string): boolean {
    return this.versions.some(({ attributes, blocks }) => attributes.has(name) || blocks.has(name));
  }

  /** What each version that has an attribute says of it, the newest first. */
  attribute(name: string): readonly AttributeSchema[] {
    return this.versions.flatMap(({ attributes }) => attributes.get(name) ?? []);
  }

  /** The same of nested blocks. */
  nested(name: string): readonly NestedBlockSchema[] {
    return this.versions.flatMap(({ blocks }) => blocks.get(name) ?? []);
  }

  /** What may be in the nested blocks of this name. */
  inside(name: string): BlockVersions | undefined {
    return BlockVersions.of(this.nested(name).map(({ block }) => block));
  }

  /** The attributes and blocks that every version requires. */
  get required(): { readonly attributes: readonly string[]; readonly blocks: readonly string[] } {
    const names = (all: Iterable<string>, isRequired: (version: BlockSchema, name: string) => boolean) =>
      [...all].filter((name) => this.versions.every((version) => isRequired(version, name)));
    return {
      attributes: names(
        this.newest.attributes.keys(),
        ({ attributes }, name) => attributes.get(name)?.required === true,
      ),
      blocks: names(this.newest.blocks.keys(), ({ blocks }, name) => (blocks.get(name)?.min ?? 0) > 0),
    };
  }
}
