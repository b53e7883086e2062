import { type BlockSchema, isKnownProvider, providerSchema, type TypeKind } from "../aws/provider-schema.ts";
import type { Stack } from "../lambda/index.ts";
import {
  type Declared,
  distinctDirectories,
  lockedVersions,
  type MergedBlock,
  type Module,
  mergedBlock,
  type Place,
  parseVersionConstraint,
  placeOf,
  requiredProviders,
  stringOf,
} from "../terraform/index.ts";

/** A block of a resource or data source, or one nested in it, with what its provider accepts there. */
export interface SchemaBlock {
  readonly kind: TypeKind;
  /** The resource's type. */
  readonly type: string;
  /** As Terraform writes it: `aws_sqs_queue.jobs`, `data.aws_region.current`. */
  readonly address: string;
  /** Block types from the resource down to here; empty for the resource itself. */
  readonly path: readonly string[];
  readonly block: MergedBlock;
  readonly schema: BlockSchema;
}

/** Arguments and blocks that Terraform itself knows in every resource. */
const META_ARGUMENTS: ReadonlySet<string> = new Set(["count", "for_each", "depends_on", "provider"]);
const META_BLOCKS: ReadonlySet<string> = new Set(["lifecycle", "provisioner", "connection", "dynamic"]);

export function isMetaArgument(name: string): boolean {
  return META_ARGUMENTS.has(name);
}

export function isMetaBlock(type: string): boolean {
  return META_BLOCKS.has(type);
}

/**
 * Every block of the stack whose type is known and whose provider is of the version that the schema is of. A block that
 * JSON syntax writes as an argument is left out.
 */
export function schemaBlocks(stack: Stack): readonly SchemaBlock[] {
  return distinctDirectories(stack.modules).flatMap((module) =>
    declaredTypes(module, stack).flatMap(({ kind, type, address, block }) => {
      const schema = providerSchema().type(kind, type);
      return schema ? [...nested({ kind, type, address, path: [], block, schema })] : [];
    }),
  );
}

export interface DeclaredType {
  readonly kind: TypeKind;
  readonly type: string;
  readonly address: string;
  readonly block: MergedBlock;
}

/** The resources and data sources of a module whose provider the schema speaks of, in the version that is meant. */
export function declaredTypes(module: Module, stack: Stack): readonly DeclaredType[] {
  return [...module.declared.resources.values()].flatMap((block) => {
    const kind = block.type === "resource" ? "resource" : block.type === "data" ? "data" : "ephemeral";
    const [type = "", name = ""] = block.labels;
    if (!isKnownProvider(type) || !isSchemaVersion(type, module, stack.root)) return [];
    return [{ kind, type, address: kind === "resource" ? `${type}.${name}` : `${kind}.${type}.${name}`, block }];
  });
}

/**
 * Whether a module surely means the provider version that the schema is of: the lock file says so, or no constraint lets
 * an older major version through. What was added or removed between majors is no mistake in a module for another one.
 */
function isSchemaVersion(type: string, module: Module, root: Module): boolean {
  const provider = type.split("_")[0] ?? "";
  const major = Number(providerSchema().version(provider)?.split(".")[0]);
  const locked = lockedVersions(root.directory.path).get(provider);
  if (locked !== undefined) return Number(locked.split(".")[0]) === major;
  return [module, root].every((one) =>
    requiredProviders(one)
      .filter(({ name, source }) => name === provider || source?.split("/").at(-1) === provider)
      .every(({ source, version }) => {
        if (source !== undefined && source !== `hashicorp/${provider}` && !source.endsWith(`/hashicorp/${provider}`))
          return false;
        if (!version) return true;
        const constraint = parseVersionConstraint(stringOf(version) ?? "");
        return constraint?.allowsFrom([major]) && !constraint.allowsBelow([major]);
      }),
  );
}

function* nested(at: SchemaBlock): Generator<SchemaBlock> {
  yield at;
  if (at.schema.open) return;
  for (const declared of at.block.blocks) {
    const isDynamic = declared.node.type === "dynamic";
    const type = isDynamic ? (declared.node.labels[0]?.value ?? "") : declared.node.type;
    const schema = at.schema.blocks.get(type);
    const content = isDynamic ? contentOf(declared) : declared;
    if (schema && content)
      yield* nested({ ...at, path: [...at.path, type], block: mergedBlock(content), schema: schema.block });
  }
}

function contentOf({
  node,
  file,
}: MergedBlock["blocks"][number]): Declared<MergedBlock["declared"]["node"]> | undefined {
  const content = node.body.items.find((item) => item.kind === "block" && item.type === "content");
  return content?.kind === "block" ? { node: content, file } : undefined;
}

/** Where a block says what it is: its type and labels. */
export function headerOf({ declared: { node, file } }: MergedBlock): Place {
  return placeOf({ start: node.start, end: node.labels.at(-1)?.end ?? node.typeSpan.end }, file);
}
