import type { Expression } from "../hcl/index.ts";
import { resourceKey } from "./declarations.ts";
import type { Resource } from "./resource.ts";

/** The arguments of a resource whose changes Terraform ignores (`lifecycle.ignore_changes`), or all of them. */
export function ignoredChanges(resource: Resource): ReadonlySet<string> | "all" {
  const key = resourceKey(resource.mode, resource.type, resource.name);
  const names = new Set<string>();
  for (const { node } of resource.module.declared.resources.get(key)?.blocks ?? []) {
    if (node.type !== "lifecycle") continue;
    for (const item of node.body.items) {
      if (item.kind !== "attribute" || item.name !== "ignore_changes") continue;
      if (rootOf(item.expression) === "all") return "all";
      const elements = item.expression.kind === "tuple" ? item.expression.elements : [];
      for (const name of elements.map(rootOf)) if (name !== undefined) names.add(name);
    }
  }
  return names;
}

/** The first name of what is ignored: `environment` of `environment[0].variables`; in old configurations it is a string. */
function rootOf(expression: Expression): string | undefined {
  let at = expression;
  while (at.kind === "attribute-access" || at.kind === "index" || at.kind === "splat") at = at.object;
  if (at.kind === "variable") return at.name;
  const [part] = at.kind === "template" ? at.parts : [];
  return part?.kind === "text" ? /^\w+/.exec(part.value)?.[0] : undefined;
}
