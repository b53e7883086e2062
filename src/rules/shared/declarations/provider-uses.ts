import { type Attribute, attributesWithin, type Expression } from "../../../hcl/index.ts";
import { type Module, providerName, surroundingsOf } from "../../../terraform/index.ts";
import { argumentOf } from "./written-syntax.ts";

/** The provider configurations that resources, data sources, imports and module calls use: `aws`, `aws.virginia`. */
export function usedProviderNames({ directory }: Module): ReadonlySet<string> {
  const expressions = directory.files.flatMap(({ parsed }) =>
    [...attributesWithin(parsed.body)].flatMap(({ attribute }) => providerExpressions(attribute)),
  );
  const used = expressions.map(providerName).filter((found) => found !== undefined);
  return new Set(used.map(({ name, alias }) => (alias === undefined ? name : `${name}.${alias}`)));
}

/** The references to provider configurations in an argument `provider` or `providers`. */
function providerExpressions({ name, expression }: Attribute): readonly Expression[] {
  if (name === "provider") return [expression];
  if (name !== "providers") return [];
  if (expression.kind === "object") return expression.items.map(({ value }) => value);
  return expression.kind === "tuple" ? expression.elements : [];
}

/** The local names of the providers that resources, data sources, actions, lists of queries and configurations use. */
export function usedProviders({ declared, directory }: Module): ReadonlySet<string> {
  const used = new Set(declared.providers.flatMap(({ labels }) => labels.slice(0, 1)));
  const add = (type: string | undefined, provider: Attribute | undefined) => {
    const name = (provider && providerName(provider.expression)?.name) ?? type?.split("_")[0];
    if (name) used.add(name);
  };
  const actions = declared.others.filter(({ type }) => type === "action");
  for (const { labels, attributes } of [...declared.resources.values(), ...actions])
    add(labels[0], attributes.get("provider")?.node);
  for (const { parsed } of surroundingsOf(directory).companionFiles) {
    for (const item of parsed.body.items)
      if (item.kind === "block" && item.type === "list") add(item.labels[0]?.value, argumentOf(item, "provider"));
  }
  return used;
}
