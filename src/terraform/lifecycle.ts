import type { Expression } from "../hcl/index.ts";
import { type MergedBlock, mergedBlock, resourceKey } from "./declarations.ts";
import type { Resource } from "./resource.ts";

/** The arguments whose changes Terraform leaves alone, by name; "all" where it leaves all of them alone. */
export function ignoredChanges(resource: Resource): ReadonlySet<string> | "all" {
  const expression = lifecycleOf(resource)?.attributes.get("ignore_changes")?.node.expression;
  if (!expression) return new Set();
  if (rootName(expression) === "all") return "all";
  const elements = expression.kind === "tuple" ? expression.elements : [];
  return new Set(elements.flatMap((element) => rootName(element) ?? []));
}

/** The lifecycle block of a resource. */
export function lifecycleOf(resource: Resource): MergedBlock | undefined {
  const declared = resource.module.declared.resources.get(resourceKey(resource.mode, resource.type, resource.name));
  const block = declared?.blocks.find(({ node }) => node.type === "lifecycle");
  return block && mergedBlock(block);
}

/** The first name of a traversal; older configurations put it into quotes. */
function rootName(expression: Expression): string | undefined {
  switch (expression.kind) {
    case "variable":
      return expression.name;
    case "attribute-access":
    case "index":
      return rootName(expression.object);
    case "template": {
      const [part] = expression.parts;
      return part?.kind === "text" ? /^\w+/.exec(part.value)?.[0] : undefined;
    }
    default:
      return undefined;
  }
}
