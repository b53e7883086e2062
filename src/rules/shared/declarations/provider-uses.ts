import type { Expression } from "../../../hcl/index.ts";
import { attributesWithin, type Module, providerName } from "../../../terraform/index.ts";

/** The provider configurations that resources, data sources, imports and module calls use: `aws`, `aws.virginia`. */
export function usedProviderNames({ directory }: Module): ReadonlySet<string> {
  const used = new Set<string>();
  const add = (expression: Expression) => {
    const found = providerName(expression);
    if (found) used.add(found.alias === undefined ? found.name : `${found.name}.${found.alias}`);
  };
  for (const { parsed } of directory.files) {
    for (const { attribute } of attributesWithin(parsed.body)) {
      if (attribute.name === "provider") add(attribute.expression);
      if (attribute.name !== "providers") continue;
      const { expression } = attribute;
      if (expression.kind === "object") for (const { value } of expression.items) add(value);
      if (expression.kind === "tuple") for (const element of expression.elements) add(element);
    }
  }
  return used;
}
