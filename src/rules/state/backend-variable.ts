import { type Backend, backendOf, referencesIn, surroundingsOf, terraformBlocks } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { replacing, suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "A backend refers to a variable, which Terraform refuses",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Terraform language, Backend block configuration: limitations (2026-11); OpenTofu 1.8 evaluates variables there",
  why: `Terraform reads the backend before it knows any variable, local or resource. terraform init stops with "Variables may
not be used here", and nothing else can be done in the directory.`,
  ignoreWhen: "The module is only run with OpenTofu 1.8 or later.",
  bad: `variable "environment" {
  type = string
}

terraform {
  backend "s3" {
    bucket       = "acme-terraform-state"
    key          = "\${var.environment}/terraform.tfstate"
    region       = "eu-central-1"
    encrypt      = true
    use_lockfile = true
  }
}`,
  good: `terraform {
  # bucket and key come from terraform init -backend-config=production.s3.tfbackend
  backend "s3" {
    region       = "eu-central-1"
    encrypt      = true
    use_lockfile = true
  }
}`,
  check({ stack: { root } }) {
    if (surroundingsOf(root.directory).usesOpenTofu) return [];
    // only OpenTofu has this block
    if (terraformBlocks(root).some(({ blockTypes }) => blockTypes.includes("encryption"))) return [];
    return referencesIn(root.directory)
      .filter(({ blocks: [outer, inner] }) => outer?.type === "terraform" && inner?.type === "backend")
      .map(({ place, argument }) => {
        const written = place.file.slice(place);
        return {
          at: place,
          message: `The backend's ${argument} refers to ${written}, but Terraform allows no references there`,
          help: `Write the value itself, or leave ${argument} out and pass it to terraform init with -backend-config`,
          suggestions: instead(backendOf(root), argument),
        };
      });
  },
});

/** Suggests the variable's default, and leaving the argument to whoever runs init. */
function instead(backend: Backend | undefined, argument: string): readonly Fix[] {
  if (!backend?.block.isWritten(argument)) return [];
  const { block } = backend;
  const value = block.string(argument);
  const place = block.place(argument);
  return [
    ...(value === undefined ? [] : [replacing(place, JSON.stringify(value))]),
    ...suggestionOf(`Leave ${argument} to -backend-config`, removeArgument(block, argument)),
  ];
}
