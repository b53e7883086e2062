import type { StringMeaning } from "./json-expressions.ts";

/** Which members of a JSON object are blocks. A name that is not listed here is an argument, or depends on a provider. */
export interface BlockShape {
  /** How many levels of members inside are labels. */
  readonly labels: number;
  readonly blocks: ReadonlyMap<string, BlockShape>;
  /** Arguments whose strings are no templates. */
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
/** Its `content` may hold `dynamic` again. */
const contentBlocks = new Map<string, BlockShape>();
const dynamic = shape(1, { content: { labels: 0, blocks: contentBlocks } }, { names: ["iterator"] });
contentBlocks.set("dynamic", dynamic);
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
const address = shape(0, {}, { names: ["from", "to", "provider"] });

/** The blocks that Terraform 1.11 itself knows (developer.hashicorp.com/terraform/language, 2026-11). */
export const configurationBlocks: ReadonlyMap<string, BlockShape> = shape(0, {
  terraform: shape(0, {
    required_providers: plain,
    backend: shape(1),
    cloud: shape(0, { workspaces: plain }),
    provider_meta: shape(1),
  }),
  provider: shape(1, { dynamic }),
  variable: shape(1, { validation: plain }, { names: ["type"], texts: ["default", "description"] }),
  locals: plain,
  output: shape(1, { precondition: plain }, { names: ["depends_on"], texts: ["description"] }),
  module: shape(1, {}, { names: ["depends_on", "providers"] }),
  resource,
  data: resource,
  ephemeral: resource,
  moved: address,
  import: address,
  check: shape(1, { data: resource, assert: plain }),
  removed: shape(0, { lifecycle: plain, provisioner, connection: plain }, { names: ["from"] }),
}).blocks;
