import { isKnownProvider, type TypeKind } from "../../../aws/provider-schema.ts";
import type { BlockVersions } from "../../../aws/schema-versions.ts";
import type { Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import type { BlockValue, Resource } from "../../../terraform/index.ts";
import { type MeantVersions, meantVersions } from "./meant-versions.ts";
import { typeVersions } from "./schema-walk.ts";

/** A resource instance or a block in it, its arguments evaluated, with what its provider accepts there. */
export interface ValuedBlock {
  readonly resource: Resource;
  /** The resource's type. */
  readonly type: string;
  /** Block types from the resource down to here; empty for the resource itself. */
  readonly path: readonly string[];
  readonly body: BlockValue;
  readonly schema: BlockVersions;
  readonly meant: MeantVersions;
}

/** Every block of the stack's resources whose type is known, instance by instance, dynamic blocks expanded. */
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

/** What a resource's type accepts in the versions of its provider that are meant. */
function resourceVersions({ mode, type }: Resource, meant: MeantVersions): BlockVersions | undefined {
  const kind: TypeKind = mode === "managed" ? "resource" : mode;
  return typeVersions({ kind, type, meant });
}

function* nested(at: ValuedBlock): Generator<ValuedBlock> {
  yield at;
  if (at.schema.isOpen) return;
  for (const type of at.body.blockTypes) {
    const schema = at.schema.inside(type);
    if (!schema || at.schema.attribute(type).length > 0) continue;
    const { resource, meant } = at;
    const path = [...at.path, type];
    for (const body of at.body.blocks(type)) yield* nested({ resource, type: at.type, path, body, schema, meant });
  }
}
