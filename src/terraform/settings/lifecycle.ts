import type { Attribute, Expression } from "../../hcl/index.ts";
import { resourceKey } from "../files/declarations.ts";
import type { Resource } from "../modules/resource.ts";

/** A declared resource, whether or not it has instances. */
type DeclaredResource = Pick<Resource, "module" | "mode" | "type" | "name">;

/** The arguments of a resource whose changes Terraform ignores (`lifecycle.ignore_changes`), or "all". */
export function ignoredChanges(resource: DeclaredResource): ReadonlySet<string> | "all" {
  const names = new Set<string>();
  for (const { expression } of lifecycleArguments(resource, "ignore_changes")) {
    if (rootOf(expression) === "all") return "all";
    const elements = expression.kind === "tuple" ? expression.elements : [];
    for (const name of elements.map(rootOf)) if (name !== undefined) names.add(name);
  }
  return names;
}

/** Whether Terraform refuses to destroy a resource (`lifecycle.prevent_destroy`, which must be a constant). */
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

/** The first name in an ignored path: `environment` for `environment[0].variables`; old configurations have strings. */
function rootOf(expression: Expression): string | undefined {
  let at = expression;
  while (at.kind === "attribute-access" || at.kind === "index" || at.kind === "splat") at = at.object;
  if (at.kind === "variable") return at.name;
  const [part] = at.kind === "template" ? at.parts : [];
  return part?.kind === "text" ? /^\w+/.exec(part.value)?.[0] : undefined;
}
