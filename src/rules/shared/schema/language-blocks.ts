import type { Block } from "../../../hcl/index.ts";

/** What Terraform and OpenTofu accept in a block of their language; where they differ, what either takes. */
export interface LanguageBlock {
  /** How many labels it has. */
  readonly labels: number;
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  readonly blocks?: Readonly<Record<string, LanguageBlock>>;
  /** Arguments of any name are taken: a local's, a module's. */
  readonly anyArgument?: boolean;
  /** Blocks of any type are taken: what a provider or a backend has. */
  readonly anyBlock?: boolean;
}

const ANYTHING = { anyArgument: true, anyBlock: true } as const;
const CONDITION: LanguageBlock = { labels: 0, required: ["condition", "error_message"] };

/** The blocks that stand at the top of a file: Terraform 1.14 and OpenTofu 1.11, language documentation (2026-11). */
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

/** Whether a block is of those that stand at the top of a file alone, with their labels. */
export function isOfTopLevel({ type, labels }: Block): boolean {
  const top = Object.hasOwn(TOP_BLOCKS, type) ? TOP_BLOCKS[type] : undefined;
  return top !== undefined && top.labels > 0 && labels.length === top.labels;
}

/** What each label of a block is. */
export const LABELS: Readonly<Record<string, readonly string[]>> = {
  resource: ["type", "name"],
  data: ["type", "name"],
  ephemeral: ["type", "name"],
  action: ["type", "name"],
  backend: ["type"],
  state_store: ["type"],
  provisioner: ["type"],
};

/** What Terraform keeps for itself in blocks whose arguments a provider or a module declares; OpenTofu repeats providers. */
export const RESERVED_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ["provider", ["count", "depends_on", "source", "lifecycle", "locals"]],
  ["module", ["lifecycle", "provider", "providers", "provisioner", "connection", "locals"]],
]);
