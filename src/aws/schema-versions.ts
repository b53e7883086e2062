import { oncePer } from "../once-per.ts";
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from "./schema-block.ts";

/**
 * What a block may contain in each version of its provider that may be in use. If a module allows several versions,
 * something counts as right or wrong only where all of them agree.
 */
export class BlockVersions {
  private readonly versions: readonly BlockSchema[];
  /** What the newest version says, for suggestions. */
  readonly newest: BlockSchema;
  /** Whether the block may contain anything. */
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

  /**
   * From the schemas of each version, newest first (undefined where a version lacks the block). Undefined if none has
   * it. The same schemas give the same object.
   */
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

  /** Whether any version has an argument, attribute or block of this name. */
  knows(name: string): boolean {
    return this.attribute(name).length > 0 || this.nested(name).length > 0;
  }

  /** The schemas of an attribute in the versions that have it, newest first. */
  attribute(name: string): readonly AttributeSchema[] {
    const known = this.attributes.get(name);
    if (known) return known;
    const found = this.versions.flatMap(({ attributes }) => attributes.get(name) ?? []);
    this.attributes.set(name, found);
    return found;
  }

  /** The schemas of a nested block in the versions that have it, newest first. */
  nested(name: string): readonly NestedBlockSchema[] {
    const known = this.blocks.get(name);
    if (known) return known;
    const found = this.versions.flatMap(({ blocks }) => blocks.get(name) ?? []);
    this.blocks.set(name, found);
    return found;
  }

  /** Whether this name can only be read, in every version that knows it. */
  isReadOnly(name: string): boolean {
    const known = this.readOnly.get(name);
    if (known !== undefined) return known;
    const versions = this.attribute(name);
    const isSet = versions.some(({ required, optional }) => required || optional);
    const found = versions.length > 0 && !isSet && this.nested(name).length === 0;
    this.readOnly.set(name, found);
    return found;
  }

  /** What nested blocks of this name may contain; undefined if no version has them. */
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

/** Cached, as every module of a run asks for the same few types. */
const byNewest = oncePer((_newest: BlockSchema): BlockVersions[] => []);

function isSame(a: readonly BlockSchema[], b: readonly BlockSchema[]): boolean {
  return a.length === b.length && a.every((version, index) => version === b[index]);
}
