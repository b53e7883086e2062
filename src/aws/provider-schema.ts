import { openPack, type Pack } from "./data-file.ts";
import { OLDER_MAJORS, olderBlocks } from "./provider-history.ts";
import { type BlockSchema, type PackedBlock, unpackBlock } from "./schema-block.ts";

export type { AttributeSchema, BlockSchema, NestedBlockSchema } from "./schema-block.ts";
export { type AttributeType, formatAttributeType } from "./schema-types.ts";

/** The kinds of Terraform block that a provider has types for. */
export type TypeKind = "resource" | "data" | "ephemeral";

/** Everything that has a schema: the types, and the provider's own configuration under the provider's name. */
export type SchemaKind = TypeKind | "provider";

/** What the known providers accept: resources, data sources and ephemeral resources, each read when it is asked for. */
export class ProviderSchema {
  private readonly pack: Pack;
  private readonly versions: ReadonlyMap<string, string>;
  private readonly types = new Map<string, BlockSchema | undefined>();
  private readonly older = new Map<string, readonly (BlockSchema | undefined)[]>();

  constructor(pack: Pack) {
    this.pack = pack;
    this.versions = new Map(Object.entries(pack.read<Readonly<Record<string, string>>>("versions") ?? {}));
  }

  /** The schema of a type; undefined if the type is unknown. */
  type(kind: SchemaKind, name: string): BlockSchema | undefined {
    const key = `${kind} ${name}`;
    if (!this.types.has(key)) {
      const packed = this.pack.read<PackedBlock>(key);
      this.types.set(key, packed && unpackBlock(packed));
    }
    return this.types.get(key);
  }

  /** The schema of a type in one of the `knownMajors` of its provider; undefined if that version lacks it. */
  typeIn(major: number, kind: SchemaKind, name: string): BlockSchema | undefined {
    const index = OLDER_MAJORS.indexOf(major);
    if (index < 0 || providerOf(name) !== "aws" || kind === "ephemeral") return this.type(kind, name);
    return this.olderTypes(`${kind} ${name}`, this.type(kind, name))[index];
  }

  private olderTypes(key: string, current: BlockSchema | undefined): readonly (BlockSchema | undefined)[] {
    const cached = this.older.get(key);
    if (cached) return cached;
    const currentBlock = this.pack.read<PackedBlock>(key);
    const unpacked = new Map([[currentBlock, current]]);
    const types = olderBlocks(key, currentBlock).map((packed) => {
      // Where nothing differs, this is the newer version's block, and so its schema.
      if (packed && !unpacked.has(packed)) unpacked.set(packed, unpackBlock(packed));
      return packed && unpacked.get(packed);
    });
    this.older.set(key, types);
    return types;
  }

  /** The major versions of a provider whose types are known, newest first. */
  knownMajors(provider: string): readonly number[] {
    const current = Number(this.version(provider)?.split(".")[0]);
    if (Number.isNaN(current)) return [];
    return provider === "aws" ? [current, ...OLDER_MAJORS] : [current];
  }

  /** All type names of a kind, sorted. */
  names(kind: SchemaKind): readonly string[] {
    return this.pack.names().flatMap((name) => (name.startsWith(`${kind} `) ? [name.slice(kind.length + 1)] : []));
  }

  /** Whether a type exists. */
  has(kind: TypeKind, name: string): boolean {
    return this.pack.has(`${kind} ${name}`);
  }

  /** The version of a provider that the data describes (`aws` → `6.66.0`); undefined for providers without data. */
  version(provider: string): string | undefined {
    return this.versions.get(provider);
  }
}

let opened: ProviderSchema | undefined;

/**
 * The schema of AWS provider 6 and of the small providers used with it (archive, random, null, local, time, tls, http).
 */
export function providerSchema(): ProviderSchema {
  opened ??= new ProviderSchema(openPack("provider-schema.pack"));
  return opened;
}

/** The schema of a resource type; undefined if the provider is unknown or lacks the type. */
export function resourceSchema(type: string): BlockSchema | undefined {
  return providerSchema().type("resource", type);
}

/** All type names of a kind, sorted. */
export function typeNames(kind: TypeKind): readonly string[] {
  return providerSchema().names(kind);
}

/** Whether there is data on the provider of a type, as of `aws_sqs_queue` and `random_id`. */
export function isKnownProvider(type: string): boolean {
  const provider = providerOf(type);
  return provider === "terraform" || providerSchema().version(provider) !== undefined;
}

/** The provider that a type belongs to, judging by its name: `aws` for `aws_sqs_queue`, and for `aws` itself. */
export function providerOf(type: string): string {
  const end = type.indexOf("_");
  return end < 0 ? type : type.slice(0, end);
}
