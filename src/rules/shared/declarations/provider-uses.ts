import { type Attribute, attributesWithin, type Expression } from "../../../hcl/index.ts";
import { type Module, providerName } from "../../../terraform/index.ts";

/** The provider configurations that resources, data sources, imports and module calls use: `aws`, `aws.virginia`. */
export function usedProviderNames({ directory }: Module): ReadonlySet<string> {
  const expressions = directory.files.flatMap(({ parsed }) =>
    [...attributesWithin(parsed.body)].flatMap(({ attribute }) => providerExpressions(attribute)),
  );
  const used = expressions.map(providerName).filter((found) => found !== undefined);
  return new Set(used.map(({ name, alias }) => (alias === undefined ? name : `${name}.${alias}`)));
}

/** What names a provider configuration in an argument `provider` or `providers`. */
function providerExpressions({ name, expression }: Attribute): readonly Expression[] {
  if (name === "provider") return [expression];
  if (name !== "providers") return [];
  if (expression.kind === "object") return expression.items.map(({ value }) => value);
  return expression.kind === "tuple" ? expression.elements : [];
}
