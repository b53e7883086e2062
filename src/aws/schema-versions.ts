import { oncePer } from "../once-per.ts";
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from "./schema-block.ts";

/**
 * What a block may hold in each version of its provider that may be meant. A module that lets several through is right or
 * wrong in all of them only where they agree.
 */
export class BlockVersions {
  private readonly versions: readonly BlockSchema[];
  /** What the newest of them says: for suggestions. */
  readonly newest: BlockSchema;
  /** There may be anything in the block. */
  readonly isOpen: boolean;
  private readonly attributes = new Map<string, readonly AttributeSchema[]>();
  private readonly blocks = new Map<string, readonly NestedBlockSchema[]>();
  private readonly inner = new Map<string, BlockVersions | undefined>();
  private readonly readOnly = new Map<string, boolean>();
  private requiredByAll: RequiredNames | undefined;

  private constructor(newest: BlockSchema, versions: readonly BlockSchema[]) {
    this.newest = newest;
    this.versions = versions;
    this.isOpen = versions.some(({ open }) => open);
  }

  /** Of the versions that have the block, the newest first; undefined if none has. The same versions give the same object. */
  static of(versions: readonly (BlockSchema | undefined)[]): BlockVersions | undefined {
    const distinct = [...new Set(versions.filter((version) => version !== undefined))];
    const [newest] = distinct;
    if (!newest) return undefined;
    const known = byNewest(newest).find((one) => isSame(one.versions, distinct));
    if (known) return known;
    const made = new BlockVersions(newest, distinct);
    byNewest(newest).push(made);
    return made;
  }

  /** Whether some version has an argument, attribute or block of this name. */
  knows(name: string): boolean {
    return this.attribute(name).length > 0 || this.nested(name).length > 0;
  }

  /** What each version that has an attribute says of it, the newest first. */
  attribute(name: string): readonly AttributeSchema[] {
    const known = this.attributes.get(name);
    if (known) return known;
    const found = this.versions.flatMap(({ attributes }) => attributes.get(name) ?? []);
    this.attributes.set(name, found);
    return found;
  }

  /** The same of nested blocks. */
  nested(name: string): readonly NestedBlockSchema[] {
    const known = this.blocks.get(name);
    if (known) return known;
    const found = this.versions.flatMap(({ blocks }) => blocks.get(name) ?? []);
    this.blocks.set(name, found);
    return found;
  }

  /** Whether the provider alone sets what has this name, in every version that knows it. */
  isReadOnly(name: string): boolean {
    const known = this.readOnly.get(name);
    if (known !== undefined) return known;
    const versions = this.attribute(name);
    const isSet = versions.some(({ required, optional }) => required || optional);
    const found = versions.length > 0 && !isSet && this.nested(name).length === 0;
    this.readOnly.set(name, found);
    return found;
  }

  /** What may be in the nested blocks of this name. */
  inside(name: string): BlockVersions | undefined {
    const known = this.inner.get(name);
    if (known || this.inner.has(name)) return known;
    const found = BlockVersions.of(this.nested(name).map(({ block }) => block));
    this.inner.set(name, found);
    return found;
  }

  /** The attributes and blocks that every version requires. */
  get required(): RequiredNames {
    this.requiredByAll ??= this.readRequired();
    return this.requiredByAll;
  }

  private readRequired(): RequiredNames {
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

interface RequiredNames {
  readonly attributes: readonly string[];
  readonly blocks: readonly string[];
}

/** The same few types are asked for in every module of a run. */
const byNewest = oncePer((_newest: BlockSchema): BlockVersions[] => []);

function isSame(a: readonly BlockSchema[], b: readonly BlockSchema[]): boolean {
  return a.length === b.length && a.every((version, index) => version === b[index]);
}
