import { type AttributeType, readAttributeType } from "./schema-types.ts";

/** What a provider says about one argument or attribute. */
export interface AttributeSchema {
  readonly type: AttributeType;
  readonly required: boolean;
  /** May be set. An attribute that is computed and not optional can only be read. */
  readonly optional: boolean;
  /** The provider computes a value if none is set. */
  readonly computed: boolean;
  /** Whether it is known to be sensitive; write-only attributes always are. */
  readonly sensitive: boolean;
  /** Never stored in state, and null when read. */
  readonly writeOnly: boolean;
  /** What to do instead, as a sentence. */
  readonly deprecated: string | undefined;
  /** All values that it, or each element of it, may have; undefined where no source lists them reliably. */
  readonly allowedValues: readonly string[] | undefined;
  /** Attributes of the same block that must not be set together with it, as far as documented. */
  readonly conflictsWith: readonly string[];
}

/** `single`: at most one, referred to without an index (`timeouts`). */
type Nesting = "single" | "list" | "set" | "map";

/** What a provider says about nested blocks of one type. */
export interface NestedBlockSchema {
  readonly nesting: Nesting;
  /** How many there must and may be; max is undefined where there is no limit or none is known. */
  readonly min: number;
  readonly max: number | undefined;
  readonly deprecated: string | undefined;
  readonly block: BlockSchema;
}

/** What a provider accepts in a block. */
export interface BlockSchema {
  readonly attributes: ReadonlyMap<string, AttributeSchema>;
  readonly blocks: ReadonlyMap<string, NestedBlockSchema>;
  /** The source is incomplete here (a recursive or deeply nested block), so the block may contain anything. */
  readonly open: boolean;
  /** What to use instead of a deprecated type, as a sentence. */
  readonly deprecated: string | undefined;
}

/** A block as scripts/generate-provider-schema.mjs writes it. */
export interface PackedBlock {
  readonly a?: Readonly<Record<string, string | readonly [string, PackedDetails]>>;
  /** nesting with counts (`L0`, `L11`, `S0o`), content, deprecation */
  readonly b?: Readonly<Record<string, readonly [string, PackedBlock, string?]>>;
  readonly d?: string;
}

/** deprecated, values, conflicts */
interface PackedDetails {
  readonly d?: string;
  readonly v?: readonly string[];
  readonly x?: readonly string[];
}

const NESTINGS: ReadonlyMap<string, Nesting> = new Map([
  ["1", "single"],
  ["L", "list"],
  ["S", "set"],
  ["M", "map"],
]);

/** Unpacks a block. Its attributes and nested blocks are decoded when they are asked for. */
export function unpackBlock(packed: PackedBlock): BlockSchema {
  return new UnpackedBlock(packed, { open: false });
}

class UnpackedBlock implements BlockSchema {
  readonly open: boolean;
  readonly deprecated: string | undefined;
  private readonly packed: PackedBlock;
  private readAttributes: ReadonlyMap<string, AttributeSchema> | undefined;
  private readBlocks: ReadonlyMap<string, NestedBlockSchema> | undefined;

  constructor(packed: PackedBlock, { open }: Pick<BlockSchema, "open">) {
    this.packed = packed;
    this.open = open;
    this.deprecated = packed.d;
  }

  get attributes(): ReadonlyMap<string, AttributeSchema> {
    if (this.readAttributes) return this.readAttributes;
    const attributes = new Map<string, AttributeSchema>();
    for (const [name, value] of Object.entries(this.packed.a ?? {})) {
      attributes.set(
        name,
        typeof value === "string" ? new UnpackedAttribute(value, {}) : new UnpackedAttribute(...value),
      );
    }
    this.readAttributes = attributes;
    return attributes;
  }

  get blocks(): ReadonlyMap<string, NestedBlockSchema> {
    this.readBlocks ??= new Map(
      Object.entries(this.packed.b ?? {}).map(([name, [code, inner, deprecated]]) => [
        name,
        unpackNested(code, inner, deprecated),
      ]),
    );
    return this.readBlocks;
  }
}

/** Decodes an attribute when it is asked for: most attributes of a type never are. */
class UnpackedAttribute implements AttributeSchema {
  private readonly code: string;
  private readonly details: PackedDetails;
  private readType: AttributeType | undefined;

  /** @param code letters for the properties that hold, a space, and the code of the type */
  constructor(code: string, details: PackedDetails) {
    this.code = code;
    this.details = details;
  }

  get type(): AttributeType {
    this.readType ??= readAttributeType(this.code.slice(this.code.indexOf(" ") + 1));
    return this.readType;
  }

  get required(): boolean {
    return this.is("r");
  }

  get optional(): boolean {
    return this.is("o");
  }

  get computed(): boolean {
    return this.is("c");
  }

  get sensitive(): boolean {
    return this.is("s") || this.writeOnly;
  }

  get writeOnly(): boolean {
    return this.is("w");
  }

  get deprecated(): string | undefined {
    return this.details.d;
  }

  get allowedValues(): readonly string[] | undefined {
    return this.details.v;
  }

  get conflictsWith(): readonly string[] {
    return this.details.x ?? [];
  }

  private is(letter: string): boolean {
    const found = this.code.indexOf(letter);
    return found >= 0 && found < this.code.indexOf(" ");
  }
}

function unpackNested(code: string, inner: PackedBlock, deprecated: string | undefined): NestedBlockSchema {
  const [, nesting = "", min = "0", max = "", open] = /^(\w)(\d)(\d*)(o?)$/.exec(code) ?? [];
  return {
    nesting: NESTINGS.get(nesting) ?? "list",
    min: Number(min),
    max: max === "" ? undefined : Number(max),
    deprecated,
    block: new UnpackedBlock(inner, { open: open === "o" }),
  };
}
