import type { Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { type MergedBlock, providerConfigurationOf } from "../../../terraform/index.ts";

/**
 * The provider configurations that the stack's resources and data sources use. Terraform does not evaluate the others
 * (tried with Terraform 1.11.4, 2026-11).
 */
export const usedConfigurations = oncePer((stack: Stack): ReadonlySet<MergedBlock> => {
  const used = new Set<MergedBlock>();
  for (const module of stack.modules) {
    for (const { type: mode, labels } of module.declared.resources.values()) {
      const [type = "", name = ""] = labels;
      if (mode !== "resource" && mode !== "data") continue;
      const found = providerConfigurationOf({ module, mode: mode === "data" ? "data" : "managed", type, name });
      if (found.kind === "block") used.add(found.declared);
    }
  }
  return used;
});
