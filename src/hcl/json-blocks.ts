/** Which members of a JSON object are blocks. A name that is not listed here is an argument, or depends on a provider. */
export interface BlockShape {
  /** How many levels of members inside are labels. */
  readonly labels: number;
  readonly blocks: ReadonlyMap<string, BlockShape>;
}

function shape(labels: number, blocks: Readonly<Record<string, BlockShape>> = {}): BlockShape {
  return { labels, blocks: new Map(Object.entries(blocks)) };
}

const plain = shape(0);
const provisioner = shape(1, { connection: plain });
/** Its `content` may hold `dynamic` again. */
const contentBlocks = new Map<string, BlockShape>();
const dynamic = shape(1, { content: { labels: 0, blocks: contentBlocks } });
contentBlocks.set("dynamic", dynamic);
const resource = shape(2, {
  lifecycle: shape(0, { precondition: plain, postcondition: plain }),
  connection: plain,
  provisioner,
  dynamic,
});

/** The blocks that Terraform 1.11 itself knows (developer.hashicorp.com/terraform/language, 2026-11). */
export const configurationBlocks: ReadonlyMap<string, BlockShape> = shape(0, {
  terraform: shape(0, {
    required_providers: plain,
    backend: shape(1),
    cloud: shape(0, { workspaces: plain }),
    provider_meta: shape(1),
  }),
  provider: shape(1, { dynamic }),
  variable: shape(1, { validation: plain }),
  locals: plain,
  output: shape(1, { precondition: plain }),
  module: shape(1),
  resource,
  data: resource,
  ephemeral: resource,
  moved: plain,
  import: plain,
  check: shape(1, { data: resource, assert: plain }),
  removed: shape(0, { lifecycle: plain, provisioner, connection: plain }),
}).blocks;
