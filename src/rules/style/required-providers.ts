import { spokenList } from "../../spoken-list.ts";
import {
  type Module,
  type Place,
  providerName,
  type RequiredProvider,
  requiredProviders,
  surroundingsOf,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { headerPlace, modulePlace, versionedModules } from "../shared/declarations/module-place.ts";

export default defineRule({
  summary: "A module does not say where a provider comes from, or which version it needs",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_required_providers"] },
  source: "Terraform language, Provider Requirements (2026-11)",
  why: `Without a version, terraform init takes the newest provider there is, on every machine and every day another one: a new major
version changes defaults and removes arguments under a configuration that nobody touched.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`,
  good: `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`,
  check({ stack }) {
    return versionedModules(stack).flatMap((module) => {
      if (surroundingsOf(module.directory).isCompletedByTool) return [];
      const required = new Map(requiredProviders(module).map((entry) => [entry.name, entry]));
      const at = modulePlace(module);
      return [
        ...(at ? undeclared(module, required, at) : []),
        ...[...required.values()].flatMap(incomplete),
        ...inProviderBlocks(module),
      ];
    });
  },
});

function undeclared(module: Module, required: ReadonlyMap<string, unknown>, at: Place): RuleFinding[] {
  // a version in the provider block is a finding of its own
  const versioned = new Set(
    module.declared.providers.filter(({ attributes }) => attributes.has("version")).map(({ labels }) => labels[0]),
  );
  return [...usedProviders(module)]
    .filter((name) => !required.has(name) && name !== "terraform" && !versioned.has(name))
    .map((name) => ({
      at,
      message: `This module uses the provider ${name} and does not say which version of it`,
      help: `Add ${name} to required_providers with source and version`,
    }));
}

/** The local names of the providers that resources, data sources and configurations use. */
function usedProviders({ declared }: Module): ReadonlySet<string> {
  const used = new Set(declared.providers.flatMap(({ labels }) => labels.slice(0, 1)));
  for (const { labels, attributes } of declared.resources.values()) {
    const written = attributes.get("provider")?.node.expression;
    const name = (written && providerName(written)?.name) ?? labels[0]?.split("_")[0];
    if (name) used.add(name);
  }
  return used;
}

function incomplete({ name, namePlace, value, source, version }: RequiredProvider): RuleFinding[] {
  if (value.kind !== "object") {
    return [
      {
        at: value.place,
        message: `The provider ${name} is required in the form of Terraform 0.12, without its source`,
        help: `Write ${name} = { source = "…", version = … }`,
      },
    ];
  }
  // a module that only takes configurations from its caller still says what they are configurations of
  const missing = [...(source === undefined ? ["source"] : []), ...(version ? [] : ["version"])].filter(
    (key) => !value.entries.has(key),
  );
  if (missing.length === 0 || value.open || isBuiltIn(source)) return [];
  return [
    {
      at: namePlace,
      message: `The provider ${name} is required without ${spokenList(missing)}`,
      help: `Add ${spokenList(missing)} to its entry`,
    },
  ];
}

/** Part of Terraform itself, and so of its version. */
function isBuiltIn(source: string | undefined): boolean {
  return source?.startsWith("terraform.io/builtin/") === true;
}

/** `version` in a provider block is deprecated since Terraform 0.13. */
function inProviderBlocks({ declared }: Module): RuleFinding[] {
  return declared.providers.flatMap((block) => {
    const version = block.attributes.get("version");
    if (!version) return [];
    return [
      {
        at: { file: version.file, start: version.node.start, end: version.node.end },
        message: `The provider block of ${block.labels[0]} sets version, which Terraform has deprecated`,
        help: "Move the version to required_providers",
        related: [{ at: headerPlace(block), message: "The provider block" }],
      },
    ];
  });
}
