import type { Block } from "../../../hcl/index.ts";

/** What Terraform or OpenTofu accepts in a block of its language; where the two differ, both variants are allowed. */
export interface LanguageBlock {
  /** The number of its labels. */
  readonly labels: number;
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  readonly blocks?: Readonly<Record<string, LanguageBlock>>;
  /** Whether arguments may have any name, as in locals and module blocks. */
  readonly anyArgument?: boolean;
  /** Whether nested blocks may have any type, as those of providers and backends. */
  readonly anyBlock?: boolean;
}

const ANYTHING = { anyArgument: true, anyBlock: true } as const;
const CONDITION: LanguageBlock = { labels: 0, required: ["condition", "error_message"] };

/** The top-level blocks (Terraform 1.14 and OpenTofu 1.11, language documentation, 2026-11). */
export const TOP_BLOCKS: Readonly<Record<string, LanguageBlock>> = {
  variable: {
    labels: 1,
    optional: ["type", "default", "description", "sensitive", "nullable", "ephemeral", "deprecated", "const"],
    blocks: { validation: CONDITION },
  },
  output: {
    labels: 1,
    required: ["value"],
    optional: ["description", "sensitive", "ephemeral", "depends_on", "deprecated", "type"],
    blocks: { precondition: CONDITION },
  },
  locals: { labels: 0, anyArgument: true },
  module: { labels: 1, required: ["source"], ...ANYTHING },
  provider: { labels: 1, ...ANYTHING },
  resource: { labels: 2, ...ANYTHING },
  data: { labels: 2, ...ANYTHING },
  ephemeral: { labels: 2, ...ANYTHING },
  action: { labels: 2, ...ANYTHING },
  terraform: {
    labels: 0,
    optional: ["required_version", "experiments", "language"],
    blocks: {
      required_providers: { labels: 0, anyArgument: true },
      backend: { labels: 1, ...ANYTHING },
      cloud: { labels: 0, ...ANYTHING },
      state_store: { labels: 1, ...ANYTHING },
      provider_meta: { labels: 1, ...ANYTHING },
      encryption: { labels: 0, ...ANYTHING },
    },
  },
  check: { labels: 1, blocks: { data: { labels: 2, ...ANYTHING }, assert: CONDITION } },
  moved: { labels: 0, required: ["from", "to"] },
  import: { labels: 0, required: ["to"], optional: ["id", "identity", "provider", "for_each"] },
  removed: {
    labels: 0,
    required: ["from"],
    blocks: {
      lifecycle: { labels: 0, optional: ["destroy"] },
      provisioner: { labels: 1, ...ANYTHING },
      connection: { labels: 0, ...ANYTHING },
    },
  },
};

/** Whether a block has a type that is only valid at the top level, with the labels of that type. */
export function isOfTopLevel({ type, labels }: Block): boolean {
  const top = Object.hasOwn(TOP_BLOCKS, type) ? TOP_BLOCKS[type] : undefined;
  return top !== undefined && top.labels > 0 && labels.length === top.labels;
}

/** The meaning of each label, by block type. */
export const LABELS: Readonly<Record<string, readonly string[]>> = {
  resource: ["type", "name"],
  data: ["type", "name"],
  ephemeral: ["type", "name"],
  action: ["type", "name"],
  backend: ["type"],
  state_store: ["type"],
  provisioner: ["type"],
};

/**
 * Names that Terraform reserves in blocks whose arguments a provider or module declares. OpenTofu allows for_each in
 * provider blocks.
 */
export const RESERVED_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ["provider", ["count", "depends_on", "source", "lifecycle", "locals"]],
  ["module", ["lifecycle", "provider", "providers", "provisioner", "connection", "locals"]],
]);
