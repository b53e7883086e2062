import { isKnownProvider, type TypeKind } from "../../../aws/provider-schema.ts";
import type { BlockVersions } from "../../../aws/schema-versions.ts";
import type { Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { type BlockValue, distinctDirectories, type Module, type Resource } from "../../../terraform/index.ts";
import { type MeantVersions, meantVersions } from "./meant-versions.ts";
import { configurations, typeVersions } from "./schema-walk.ts";

/**
 * A block of a resource instance or of a provider, with its arguments evaluated, and what its provider accepts in it.
 */
interface Valued {
  /** The resource's type, or the provider's name. */
  readonly type: string;
  /** Block types from the outermost one to this; empty for the outermost one. */
  readonly path: readonly string[];
  readonly body: BlockValue;
  readonly schema: BlockVersions;
  readonly meant: MeantVersions;
}

/** A block of a resource with its schema. */
export interface ValuedBlock extends Valued {
  readonly resource: Resource;
}

/** A block of a provider's configuration. */
export interface ValuedConfiguration extends Valued {
  readonly kind: "provider";
  /** `provider.aws` */
  readonly address: string;
  readonly module: Module;
}

/** Every block of the stack's resources with known types, for each instance, with dynamic blocks expanded. */
export const valuedBlocks = oncePer((stack: Stack): readonly ValuedBlock[] =>
  stack.modules.flatMap((module) =>
    module.resources.flatMap((resource) => {
      if (!isKnownProvider(resource.type)) return [];
      const meant = meantVersions(resource.type, module, stack.root);
      const schema = resourceVersions(resource, meant);
      return schema ? [...nested({ resource, type: resource.type, path: [], body: resource.body, schema, meant })] : [];
    }),
  ),
);

/** Every block of the provider configurations that Terraform evaluates. */
export const valuedConfigurations = oncePer((stack: Stack): readonly ValuedConfiguration[] =>
  distinctDirectories(stack.modules).flatMap((module) =>
    configurations(module, stack).flatMap(({ type, address, meant, block }) => {
      const schema = typeVersions({ kind: "provider", type, meant });
      const body = module.blockValue(block);
      return schema
        ? [...nested({ kind: "provider" as const, type, address, module, path: [], body, schema, meant })]
        : [];
    }),
  ),
);

/** What a resource's type accepts in the versions of its provider that may be in use. */
function resourceVersions({ mode, type }: Resource, meant: MeantVersions): BlockVersions | undefined {
  const kind: TypeKind = mode === "managed" ? "resource" : mode;
  return typeVersions({ kind, type, meant });
}

function* nested<Block extends Valued>(at: Block): Generator<Block> {
  yield at;
  if (at.schema.isOpen) return;
  for (const type of at.body.blockTypes) {
    const schema = at.schema.inside(type);
    if (!schema || at.schema.attribute(type).length > 0) continue;
    const path = [...at.path, type];
    for (const body of at.body.blocks(type)) yield* nested({ ...at, path, body, schema });
  }
}
