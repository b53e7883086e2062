import { isKnownProvider } from "../../aws/provider-schema.ts";
import type { Stack } from "../../lambda/index.ts";
import { spokenList } from "../../spoken-list.ts";
import {
  type BlockValue,
  type Module,
  mayRunFrom,
  type Place,
  type RequiredProvider,
  requiredProviders,
  stringOf,
  surroundingsOf,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { headerPlace, modulePlace, versionedModules } from "../shared/declarations/module-place.ts";
import { usedProviders } from "../shared/declarations/provider-uses.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { addEntry } from "../shared/edits/elements.ts";
import { fixOf, suggestionOf } from "../shared/edits/fixes.ts";
import { indented, indentOf } from "../shared/edits/layout.ts";
import { requireProvider, requireProviders } from "../shared/edits/terraform-block.ts";
import { fittingConstraint } from "../shared/schema/fitting-version.ts";

export default defineRule({
  summary: "A module does not say where a provider comes from, or which version it needs",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_required_providers"] },
  source: "Terraform language, Provider Requirements (2026-11)",
  why: `Without a version, terraform init installs the newest provider, which may differ by machine and by day: a new major version
changes defaults and removes arguments although nobody touched the configuration.`,
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
        ...(at ? undeclared({ stack, module }, required, at) : []),
        ...[...required.values()].flatMap((entry) => incomplete({ stack, module }, entry)),
        ...inProviderBlocks(module, required),
      ];
    });
  },
});

/** A module that should state the versions it needs, and its stack. */
interface Judged {
  readonly stack: Stack;
  readonly module: Module;
}

function undeclared({ stack, module }: Judged, required: ReadonlyMap<string, unknown>, at: Place): RuleFinding[] {
  // a version in the provider block is reported separately
  const versioned = new Set(
    module.declared.providers.filter(({ attributes }) => attributes.has("version")).map(({ labels }) => labels[0]),
  );
  const names = [...usedProviders(module)].filter(
    (name) => !required.has(name) && name !== "terraform" && !versioned.has(name),
  );
  if (names.length === 0) return [];
  const all = spokenList(names);
  const [these, versions] = names.length === 1 ? ["provider", "version"] : ["providers", "versions"];
  return [
    {
      at,
      message: `This module uses the ${these} ${all} but does not say which ${versions}`,
      help: `Add ${all} to required_providers with source and version`,
      suggestions: requirements({ stack, module }, names),
    },
  ];
}

/** Entries for the providers whose names imply their source, with the versions that the code is written for. */
function requirements({ stack, module }: Judged, names: readonly string[]): readonly Fix[] {
  if (!mayRunFrom(FIRST_WITH_SOURCES, module)) return [];
  const known = names.flatMap((name) => {
    const constraint = fittingConstraint(stack, name);
    return constraint === undefined ? [] : [{ name, source: `hashicorp/${name}`, constraint }];
  });
  if (known.length === 0) return [];
  const said = spokenList(known.map(({ name, constraint }) => `${constraint} of ${name}`));
  return suggestionOf(`Require version ${said}`, requireProviders(module, known));
}

function incomplete({ stack, module }: Judged, entry: RequiredProvider): RuleFinding[] {
  const { name, namePlace, value, source, version } = entry;
  if (value.kind !== "object") {
    const constraint = stringOf(value);
    // without a source, the name implies it
    const isSure = constraint !== undefined && isKnownProvider(name) && mayRunFrom(FIRST_WITH_SOURCES, module);
    const text = `{\n  source  = "hashicorp/${name}"\n  version = ${JSON.stringify(constraint)}\n}`;
    const { file } = value.place;
    const newText = indented(text, indentOf(value.place), file).trimStart();
    return [
      {
        at: value.place,
        message: `The provider ${name} is required in the form used by Terraform 0.12, without its source`,
        help: `Write ${name} = { source = "…", version = … }`,
        fix: isSure ? fixOf("Add its source and version", { place: value.place, newText }) : undefined,
      },
    ];
  }
  // a module that only gets configurations from its caller still says of which provider they are
  const missing = [...(source === undefined ? ["source"] : []), ...(version ? [] : ["version"])].filter(
    (key) => !value.entries.has(key),
  );
  if (missing.length === 0 || value.open || isBuiltIn(source)) return [];
  return [
    {
      at: namePlace,
      message: `The provider ${name} is required without ${spokenList(missing)}`,
      help: `Add ${spokenList(missing)} to its entry`,
      suggestions: missing.length === 1 ? completion(stack, entry) : undefined,
    },
  ];
}

/** Completes an entry that lacks its source or its version. */
function completion(stack: Stack, { name, value, source }: RequiredProvider): readonly Fix[] | undefined {
  if (source === undefined)
    return isKnownProvider(name)
      ? suggestionOf(`Add the source hashicorp/${name}`, addEntry(value, "source", `"hashicorp/${name}"`))
      : undefined;
  const [, provider] = /^(?:registry\.[\w.]+\/)?hashicorp\/([\w-]+)$/.exec(source) ?? [];
  const constraint = provider === undefined ? undefined : fittingConstraint(stack, provider);
  if (constraint === undefined) return undefined;
  return suggestionOf(`Add the version ${constraint}`, addEntry(value, "version", JSON.stringify(constraint)));
}

const FIRST_WITH_SOURCES = [0, 13];

/** Part of Terraform itself, and so of the same version. */
function isBuiltIn(source: string | undefined): boolean {
  return source?.startsWith("terraform.io/builtin/") === true;
}

/** `version` in a provider block is deprecated since Terraform 0.13. */
function inProviderBlocks(module: Module, required: ReadonlyMap<string, unknown>): RuleFinding[] {
  if (!mayRunFrom(FIRST_WITH_SOURCES, module)) return [];
  const versioned = module.declared.providers.filter(({ attributes }) => attributes.has("version"));
  return versioned.flatMap((block) => {
    const version = block.attributes.get("version");
    const [name = ""] = block.labels;
    if (!version) return [];
    const isOnly = versioned.filter(({ labels }) => labels[0] === name).length === 1;
    return [
      {
        at: { file: version.file, start: version.node.start, end: version.node.end },
        message: `The provider block of ${name} sets version, which Terraform has deprecated`,
        help: "Move the version to required_providers",
        related: [{ at: headerPlace(block), message: "The provider block" }],
        suggestions:
          isOnly && !required.has(name) && isKnownProvider(name)
            ? move(module, module.blockValue(block), name)
            : undefined,
      },
    ];
  });
}

function move(module: Module, block: BlockValue, name: string): readonly Fix[] | undefined {
  const constraint = block.string("version");
  if (constraint === undefined) return undefined;
  return suggestionOf(
    "Move the version to required_providers",
    removeArgument(block, "version"),
    requireProvider(module, name, `hashicorp/${name}`, constraint),
  );
}
