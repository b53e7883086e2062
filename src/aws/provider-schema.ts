import { openPack, type Pack } from "./data-file.ts";
import { type BlockSchema, type PackedBlock, unpackBlock } from "./schema-block.ts";

export type { AttributeSchema, BlockSchema, NestedBlockSchema, Nesting } from "./schema-block.ts";
export { type AttributeType, formatAttributeType } from "./schema-types.ts";

export type TypeKind = "resource" | "data" | "ephemeral";

/** What the providers at hand accept: resources, data sources and ephemeral resources, each read when it is asked for. */
export class ProviderSchema {
  private readonly pack: Pack;
  private readonly versions: ReadonlyMap<string, string>;
  private readonly types = new Map<string, BlockSchema | undefined>();

  constructor(pack: Pack) {
    this.pack = pack;
    this.versions = new Map(Object.entries(pack.read<Readonly<Record<string, string>>>("versions") ?? {}));
  }

  /** The schema of a type, undefined if it is unknown. */
  type(kind: TypeKind, name: string): BlockSchema | undefined {
    const key = `${kind} ${name}`;
    if (!this.types.has(key)) {
      const packed = this.pack.read<PackedBlock>(key);
      if (!packed) return undefined;
      this.types.set(key, unpackBlock(packed));
    }
    return this.types.get(key);
  }

  /** All type names of a kind, sorted. */
  names(kind: TypeKind): readonly string[] {
    return this.pack.names().flatMap((name) => (name.startsWith(`${kind} `) ? [name.slice(kind.length + 1)] : []));
  }

  has(kind: TypeKind, name: string): boolean {
    return this.pack.has(`${kind} ${name}`);
  }

  /** The version of a provider that the data comes from (`aws` → `6.66.0`); undefined for providers it lacks. */
  version(provider: string): string | undefined {
    return this.versions.get(provider);
  }

  /** The day the AWS provider's schema was taken, YYYY-MM-DD. */
  get date(): string {
    return this.pack.date;
  }
}

let opened: ProviderSchema | undefined;

/** The schema of AWS provider 6 and of the small providers used beside it (archive, random, null, local, time, tls, http). */
export function providerSchema(): ProviderSchema {
  opened ??= new ProviderSchema(openPack("provider-schema.pack"));
  return opened;
}

/** The schema of a resource type; undefined if unknown: an unknown provider's, or a type its provider lacks. */
export function resourceSchema(type: string): BlockSchema | undefined {
  return providerSchema().type("resource", type);
}

export function dataSourceSchema(type: string): BlockSchema | undefined {
  return providerSchema().type("data", type);
}

export function ephemeralSchema(type: string): BlockSchema | undefined {
  return providerSchema().type("ephemeral", type);
}

/** Whether any kind has this type. */
export function hasType(type: string): boolean {
  return (["resource", "data", "ephemeral"] as const).some((kind) => providerSchema().has(kind, type));
}

/** All type names of a kind, sorted. */
export function typeNames(kind: TypeKind): readonly string[] {
  return providerSchema().names(kind);
}

/** Whether all types of the provider that a type name begins with are known: `aws_sqs_queue`, `random_id`. */
export function isKnownProvider(type: string): boolean {
  const [provider = ""] = type.split("_");
  return provider === "terraform" || providerSchema().version(provider) !== undefined;
}
