import { type Module, requiredProviders } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { versionedModules } from "../shared/declarations/module-place.ts";
import { usedProviderNames, usedProviders } from "../shared/declarations/provider-uses.ts";
import { removeEntry } from "../shared/edits/elements.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "A provider is required and never used",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { tflint: ["terraform_unused_required_providers"] },
  source: "Terraform language, Provider Requirements (2026-11)",
  why: `terraform init downloads and locks every provider that is required, which takes hundreds of megabytes for some, whether or
not it is used.`,
  ignoreWhen: "The state still holds resources of the provider, which have to be destroyed with it.",
  bad: `terraform {
  required_providers {
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}`,
  good: `terraform {
  required_providers {
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

resource "random_id" "suffix" {
  byte_length = 4
}`,
  check({ stack }) {
    return versionedModules(stack).flatMap((module) => {
      const used = allUses(module);
      return requiredProviders(module)
        .filter(({ name, value }) => !used.has(name) && !hasAliases(value))
        .map(({ name, namePlace, value }) => ({
          at: namePlace,
          message: `The provider ${name} is required, but nothing here uses it`,
          help: "Remove it from required_providers",
          suggestions: suggestionOf(`Remove ${name}`, removeEntry(namePlace, value.place)),
        }));
    });
  },
});

/** The local names used here and in the modules called, which get the root's providers. */
function allUses(module: Module): ReadonlySet<string> {
  const named = [...usedProviderNames(module)].map((name) => name.split(".")[0] ?? name);
  const used = new Set([...named, ...usedProviders(module)]);
  for (const { source } of module.directory.files)
    for (const [, name] of source.text.matchAll(/provider::(\w[\w-]*)::/g)) if (name !== undefined) used.add(name);
  for (const child of module.children) for (const name of allUses(child)) used.add(name);
  // the needs of a module whose source is not available are unknown
  const isBlind = module.calls.some(({ modules }) => modules.length === 0);
  return isBlind ? new Set([...used, ...requiredProviders(module).map(({ name }) => name)]) : used;
}

function hasAliases(value: ReturnType<typeof requiredProviders>[number]["value"]): boolean {
  return value.kind === "object" && value.entries.has("configuration_aliases");
}
