import {
  type AttributeSchema,
  type AttributeType,
  type BlockSchema,
  isKnownProvider,
  providerSchema,
  type SchemaKind,
  type TypeKind,
} from "../../../aws/provider-schema.ts";
import { BlockVersions } from "../../../aws/schema-versions.ts";
import type { Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import {
  type Declared,
  distinctDirectories,
  type MergedBlock,
  type Module,
  mergedBlock,
} from "../../../terraform/index.ts";
import { type MeantVersions, meantVersions } from "./meant-versions.ts";
import { metaBlockSchema, openMembers } from "./meta-blocks.ts";
import { usedConfigurations } from "./used-configurations.ts";

/** A resource, a data source or a provider's configuration, of a known provider. */
interface SchemaHolder {
  readonly kind: SchemaKind;
  /** The resource's type, or the provider's name. */
  readonly type: string;
  /** As Terraform writes it: `aws_sqs_queue.jobs`, `data.aws_region.current`. */
  readonly address: string;
  readonly module: Module;
  readonly block: MergedBlock;
  /** The versions of the provider that the module allows. */
  readonly meant: MeantVersions;
}

/** A resource or data source of a known provider. */
export interface DeclaredType extends SchemaHolder {
  readonly kind: TypeKind;
}

/** A block of a resource, data source or provider, or nested in one, and what its provider accepts in it. */
export interface SchemaBlock extends SchemaHolder {
  /** Block types from the resource to this; empty for the resource itself. */
  readonly path: readonly string[];
  readonly schema: BlockVersions;
  /** Whether the block is Terraform's own: `lifecycle`, `dynamic` … */
  readonly isMeta: boolean;
}

/** Arguments that Terraform itself defines for every resource. */
const META_ARGUMENTS: ReadonlySet<string> = new Set(["count", "for_each", "depends_on", "provider"]);
const META_BLOCKS: ReadonlySet<string> = new Set(["lifecycle", "provisioner", "connection"]);

/** What Terraform itself, or OpenTofu, defines for every provider block. */
const META_OF_PROVIDERS: ReadonlySet<string> = new Set(["alias", "version", "for_each"]);

/** Whether Terraform itself defines the argument at this place. */
export function isMetaArgument(name: string, { path, kind }: Pick<SchemaBlock, "path" | "kind">): boolean {
  return path.length === 0 && (kind === "provider" ? META_OF_PROVIDERS : META_ARGUMENTS).has(name);
}

/** Whether Terraform itself reads a block, such as lifecycle. */
export function isMetaBlock(type: string, { path, kind }: Pick<SchemaBlock, "path" | "kind">): boolean {
  // data sources have nothing to provision
  return (
    path.length === 0 && kind !== "provider" && (kind === "resource" ? META_BLOCKS.has(type) : type === "lifecycle")
  );
}

/**
 * Every block of the stack with a type that is known in the versions of its provider that may be in use, including
 * Terraform's own blocks in it.
 */
export const schemaBlocks = oncePer((stack: Stack): readonly SchemaBlock[] =>
  distinctDirectories(stack.modules).flatMap((module) =>
    [...declaredTypes(module, stack), ...configurations(module, stack)].flatMap((declared) => {
      const schema = typeVersions(declared);
      return schema ? [...nested({ ...declared, path: [], schema, isMeta: false })] : [];
    }),
  ),
);

const versionsByKey = new Map<string, BlockVersions | undefined>();

/** What a type accepts in each version of its provider that may be in use; undefined if none of them has it. */
export function typeVersions({ kind, type, meant }: Pick<SchemaHolder, "kind" | "type" | "meant">) {
  const key = `${kind} ${type} ${meant.key}`;
  const known = versionsByKey.get(key);
  if (known || versionsByKey.has(key)) return known;
  const found = BlockVersions.of(meant.majors.map((major) => providerSchema().typeIn(major, kind, type)));
  versionsByKey.set(key, found);
  return found;
}

/** The resources and data sources of a module whose provider is known in a version that may be in use. */
export function declaredTypes(module: Module, stack: Stack): readonly DeclaredType[] {
  const known = typesOf.get(module);
  if (known) return known;
  const found = readTypes(module, stack);
  typesOf.set(module, found);
  return found;
}

const typesOf = new WeakMap<Module, readonly DeclaredType[]>();

function readTypes(module: Module, stack: Stack): readonly DeclaredType[] {
  return [...module.declared.resources.values()].flatMap((block) => {
    const kind = block.type === "resource" ? "resource" : block.type === "data" ? "data" : "ephemeral";
    const [type = "", name = ""] = block.labels;
    if (!isKnownProvider(type)) return [];
    const meant = meantVersions(type, module, stack.root);
    if (meant.majors.length === 0) return [];
    const address = kind === "resource" ? `${type}.${name}` : `${kind}.${type}.${name}`;
    return [{ kind, type, address, module, block, meant }];
  });
}

/** The provider configurations of a module that Terraform evaluates. */
export function configurations(module: Module, stack: Stack): readonly SchemaHolder[] {
  return module.declared.providers.flatMap((block) => {
    const [type = ""] = block.labels;
    if (block.isOverridden || !isKnownProvider(type)) return [];
    const meant = meantVersions(type, module, stack.root);
    if (meant.majors.length === 0 || !usedConfigurations(stack).has(block)) return [];
    return [{ kind: "provider", type, address: `provider.${type}`, module, block, meant }];
  });
}

function* nested(at: SchemaBlock): Generator<SchemaBlock> {
  yield at;
  if (at.schema.isOpen) return;
  for (const declared of at.block.blocks) {
    const { type, labels } = declared.node;
    const isDynamic = type === "dynamic";
    if (isDynamic || isMetaBlock(type, at) || (at.isMeta && at.schema.knows(type))) yield* metaBlock(at, declared);
    if (at.isMeta) continue;
    const produced = isDynamic ? (labels[0]?.value ?? "") : type;
    const schema = at.schema.inside(produced) ?? memberVersions(at.schema.attribute(produced));
    const content = isDynamic ? contentOf(declared) : declared;
    if (schema && content)
      yield* nested(innerBlock(at, produced, { block: mergedBlock(content), schema, isMeta: false }));
  }
}

/**
 * What blocks may contain that represent an attribute which is a list of objects, such as ingress of a security group.
 */
function memberVersions(attributes: readonly AttributeSchema[]): BlockVersions | undefined {
  const versions = attributes.map(({ type }) => membersOf(type));
  return versions.every((version) => version !== undefined) ? BlockVersions.of(versions) : undefined;
}

const membersOf = oncePer((type: AttributeType): BlockSchema | undefined => {
  const object = type.kind === "list" || type.kind === "set" ? type.element : undefined;
  return object?.kind === "object" ? openMembers(object.members) : undefined;
});

function* metaBlock(at: SchemaBlock, declared: MergedBlock["blocks"][number]): Generator<SchemaBlock> {
  const { type, labels } = declared.node;
  const label = labels[0]?.value;
  const schema = at.isMeta ? at.schema.inside(type) : BlockVersions.of([metaBlockSchema(type, label, at.kind)]);
  const step = label === undefined ? type : `${type} "${label}"`;
  if (schema) yield* nested(innerBlock(at, step, { block: mergedBlock(declared), schema, isMeta: true }));
}

function innerBlock(
  { kind, type, address, module, meant, path }: SchemaBlock,
  step: string,
  inner: Pick<SchemaBlock, "block" | "schema" | "isMeta">,
): SchemaBlock {
  // name by name, as spreading all these blocks would take longer than using them
  const { block, schema, isMeta } = inner;
  return { kind, type, address, module, meant, path: [...path, step], block, schema, isMeta };
}

function contentOf({
  node,
  file,
}: MergedBlock["blocks"][number]): Declared<MergedBlock["declared"]["node"]> | undefined {
  const content = node.body.items.find((item) => item.kind === "block" && item.type === "content");
  return content?.kind === "block" ? { node: content, file } : undefined;
}

/**
 * What to say about a name that a type does not have. Terraform refuses it, unless an override file changes the block:
 * then it reads the known names of both, and ignores the rest (tried with Terraform 1.11.4, 2026-11).
 */
export function unknownNameVerdict({ path, block: { isOverridden } }: Pick<SchemaBlock, "path" | "block">): {
  readonly severity?: "warning";
  readonly consequence: string;
} {
  return path.length === 0 && isOverridden
    ? { severity: "warning", consequence: ", and Terraform ignores it because an override file changes this block" }
    : { consequence: "" };
}

/** What contains an argument or block, in words: the type, or a block in it. */
export function spokenOwner({
  path,
  type,
  kind,
}: Pick<SchemaBlock, "path" | "type"> & { readonly kind?: SchemaKind }): string {
  const whole = kind === "provider" ? `provider "${type}"` : type;
  return path.length === 0 ? whole : `${path.join(".")} in ${whole}`;
}
