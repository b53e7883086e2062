import type { Attribute, Expression } from "../hcl/index.ts";
import { resourceKey } from "./declarations.ts";
import type { Resource } from "./resource.ts";

/** A resource as it is declared, whether or not it has an instance. */
type DeclaredResource = Pick<Resource, "module" | "mode" | "type" | "name">;

/** The arguments of a resource whose changes Terraform ignores (`lifecycle.ignore_changes`), or all of them. */
export function ignoredChanges(resource: DeclaredResource): ReadonlySet<string> | "all" {
  const names = new Set<string>();
  for (const { expression } of lifecycleArguments(resource, "ignore_changes")) {
    if (rootOf(expression) === "all") return "all";
    const elements = expression.kind === "tuple" ? expression.elements : [];
    for (const name of elements.map(rootOf)) if (name !== undefined) names.add(name);
  }
  return names;
}

/** Whether Terraform refuses to delete a resource (`lifecycle.prevent_destroy`, which takes constants alone). */
export function isKeptFromDestruction(resource: Resource): boolean {
  return lifecycleArguments(resource, "prevent_destroy").some(
    ({ expression }) => expression.kind === "literal" && expression.value === true,
  );
}

function lifecycleArguments(resource: DeclaredResource, name: string): readonly Attribute[] {
  const key = resourceKey(resource.mode, resource.type, resource.name);
  return (resource.module.declared.resources.get(key)?.blocks ?? [])
    .filter(({ node }) => node.type === "lifecycle")
    .flatMap(({ node }) => node.body.items)
    .flatMap((item) => (item.kind === "attribute" && item.name === name ? [item] : []));
}

/** The first name of what is ignored: `environment` of `environment[0].variables`; in old configurations it is a string. */
function rootOf(expression: Expression): string | undefined {
  let at = expression;
  while (at.kind === "attribute-access" || at.kind === "index" || at.kind === "splat") at = at.object;
  if (at.kind === "variable") return at.name;
  const [part] = at.kind === "template" ? at.parts : [];
  return part?.kind === "text" ? /^\w+/.exec(part.value)?.[0] : undefined;
}
