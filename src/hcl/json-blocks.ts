import type { StringMeaning } from "./json-expressions.ts";

/** The nested blocks that a provider defines in a resource or in one of its blocks, by name. */
export interface NestedBlocks {
  inside(name: string): NestedBlocks | undefined;
}

/**
 * The nested blocks that a provider defines in a resource, data source or ephemeral resource of a type, or in a
 * provider block; undefined where that is not known.
 */
export type ProviderBlocks = (block: string, type: string) => NestedBlocks | undefined;

/** Which members of a JSON object are blocks. All other names are arguments. */
export interface BlockShape {
  /** How many levels of nested members are labels. */
  readonly labels: number;
  readonly blocks: ReadonlyMap<string, BlockShape>;
  /** The blocks that the resource's provider defines here in addition. */
  readonly provided?: NestedBlocks | undefined;
  /** Arguments whose strings are not templates. */
  readonly strings?: ReadonlyMap<string, StringMeaning>;
}

function shape(
  labels: number,
  blocks: Readonly<Record<string, BlockShape>> = {},
  { names = [], texts = [] }: { readonly names?: readonly string[]; readonly texts?: readonly string[] } = {},
): BlockShape {
  const strings = new Map<string, StringMeaning>([
    ...names.map((name) => [name, "expression"] as const),
    ...texts.map((name) => [name, "text"] as const),
  ]);
  return { labels, blocks: new Map(Object.entries(blocks)), strings };
}

const plain = shape(0);
const provisioner = shape(1, { connection: plain }, { names: ["when", "on_failure"] });
/** Its `content` may contain `dynamic` again. */
const contentBlocks = new Map<string, BlockShape>();
const dynamic = shape(1, { content: { labels: 0, blocks: contentBlocks } }, { names: ["iterator"] });
contentBlocks.set("dynamic", dynamic);

/** A block that a provider defines, which may also be written as a dynamic block. */
export function providedBlock(provided: NestedBlocks | undefined): BlockShape {
  return { labels: 0, blocks: contentBlocks, provided };
}

const resource = shape(
  2,
  {
    lifecycle: shape(
      0,
      { precondition: plain, postcondition: plain },
      { names: ["ignore_changes", "replace_triggered_by"] },
    ),
    connection: plain,
    provisioner,
    dynamic,
  },
  { names: ["depends_on", "provider"] },
);

const provider = shape(1, { dynamic });

/**
 * The shape of the content of a block whose labels have all been read, given the blocks that the provider defines
 * `around` it.
 */
export function inLabelled(
  {
    shape: own,
    type,
    labels: [first],
  }: { readonly shape: BlockShape; readonly type: string; readonly labels: readonly { readonly value: string }[] },
  around: NestedBlocks | undefined,
  ofProvider: ProviderBlocks,
): BlockShape {
  const label = first?.value ?? "";
  if (own === resource || own === provider) return { ...own, provided: ofProvider(type, label) };
  return own === dynamic ? { ...own, blocks: new Map([["content", providedBlock(around?.inside(label))]]) } : own;
}

const address = shape(0, {}, { names: ["from", "to", "provider"] });

/** The blocks that Terraform 1.11 itself defines (developer.hashicorp.com/terraform/language, 2026-11). */
export const configurationBlocks: ReadonlyMap<string, BlockShape> = shape(0, {
  terraform: shape(0, {
    required_providers: plain,
    backend: shape(1),
    cloud: shape(0, { workspaces: plain }),
    provider_meta: shape(1),
  }),
  provider,
  variable: shape(1, { validation: plain }, { names: ["type"], texts: ["default", "description"] }),
  locals: plain,
  output: shape(1, { precondition: plain }, { names: ["depends_on", "type"], texts: ["description"] }),
  module: shape(1, {}, { names: ["depends_on", "providers"] }),
  resource,
  data: resource,
  ephemeral: resource,
  moved: address,
  import: address,
  check: shape(1, { data: resource, assert: plain }),
  removed: shape(0, { lifecycle: plain, provisioner, connection: plain }, { names: ["from"] }),
}).blocks;
