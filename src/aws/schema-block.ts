import { type AttributeType, readAttributeType } from "./schema-types.ts";

/** What a provider says of one argument or attribute. */
export interface AttributeSchema {
  readonly type: AttributeType;
  readonly required: boolean;
  /** May be written. An attribute that is computed and not optional may only be read. */
  readonly optional: boolean;
  /** The provider gives it a value where none is written. */
  readonly computed: boolean;
  /** As far as known; write-only attributes are. */
  readonly sensitive: boolean;
  /** Never stored in state, and null when it is read. */
  readonly writeOnly: boolean;
  /** Changing it replaces the resource: as far as it is documented, which is seldom. */
  readonly forceNew: boolean;
  /** What to do instead, as a sentence. */
  readonly deprecated: string | undefined;
  /** All values it may have (its elements, if a collection); undefined where no source lists them beyond doubt. */
  readonly allowedValues: readonly string[] | undefined;
  /** Attributes of the same block that must not be set as well, as far as documented. */
  readonly conflictsWith: readonly string[];
}

/** `single`: at most one, and referred to without an index (`timeouts`). */
type Nesting = "single" | "list" | "set" | "map";

/** What a provider says of blocks of one type within another block. */
export interface NestedBlockSchema {
  readonly nesting: Nesting;
  /** How many there have to be, and may be; max is undefined where there is no limit, or none is known. */
  readonly min: number;
  readonly max: number | undefined;
  readonly deprecated: string | undefined;
  readonly block: BlockSchema;
}

/** What a provider accepts in a block. */
export interface BlockSchema {
  readonly attributes: ReadonlyMap<string, AttributeSchema>;
  readonly blocks: ReadonlyMap<string, NestedBlockSchema>;
  /** The source breaks off here (a block that holds itself, or one too deep): there may be anything in it. */
  readonly open: boolean;
  /** Of a whole type: what to use instead, as a sentence. */
  readonly deprecated: string | undefined;
}

/** As scripts/generate-provider-schema.mjs writes it. */
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

/** A packed block as what it says, read when it is asked for. */
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

/** Most attributes of a type are never looked at: what the code says is read when it is asked for. */
class UnpackedAttribute implements AttributeSchema {
  private readonly code: string;
  private readonly details: PackedDetails;
  private readType: AttributeType | undefined;

  /** `code`: letters for what holds, a space, the code of the type. */
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

  get forceNew(): boolean {
    return this.is("f");
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
