import { distinctDirectories } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { moduleSource } from "../shared/declarations/module-source.ts";

const MOVING = new Set(["main", "master", "default", "develop", "development", "trunk", "head"]);

export default defineRule({
  summary: "A module is called without a version, so it may change from one run to the next",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    tflint: ["terraform_module_pinned_source", "terraform_module_version"],
    checkov: ["CKV_TF_1", "CKV_TF_2"],
    kics: ["generic_git_module_without_revision"],
  },
  source: "Terraform language, Module Sources; Module Block: version (2026-11)",
  why: `terraform init installs what is newest at that moment. The same commit then gives a different plan on another day or
machine, and whoever can write to the module's repository can change what runs in your account.`,
  bad: `module "network" {
  source = "git::https://github.com/acme/terraform-network.git"
}`,
  good: `module "network" {
  source = "git::https://github.com/acme/terraform-network.git?ref=v3.2.0"
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      module.calls.flatMap(({ name, block }) => {
        const text = block.string("source");
        const source = text === undefined ? undefined : moduleSource(text);
        if (!source) return [];
        if (source.kind === "registry") {
          if (block.isSet("version") !== "no") return [];
          return [
            {
              at: block.place("source"),
              resource: `module.${name}`,
              message: `module.${name} uses the newest version of ${source.address}`,
              help: "Set version to what terraform init installs now, with ~> to allow later ones of the same major version",
            },
          ];
        }
        const { revision, argument } = source;
        if (revision !== undefined && !MOVING.has(revision.toLowerCase())) return [];
        return [
          {
            at: block.place("source"),
            resource: `module.${name}`,
            message:
              revision === undefined
                ? `module.${name} uses whatever is on its repository's default branch`
                : `module.${name} follows the branch ${revision}`,
            help: `Add ?${argument}= with a tag or a commit to the source`,
          },
        ];
      }),
    );
  },
});
