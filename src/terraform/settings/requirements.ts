import { oncePer } from "../../once-per.ts";
import { mergedBlock } from "../files/declarations.ts";
import type { BlockValue } from "../modules/block-value.ts";
import type { Module } from "../modules/module.ts";
import { stringOf } from "../values/queries.ts";
import type { Place, Value } from "../values/value.ts";
import { parseVersionConstraint, type VersionConstraint } from "./version-constraint.ts";

/** A provider that a module requires. */
export interface RequiredProvider {
  readonly name: string;
  readonly namePlace: Place;
  /** As written: an object with source and version, or in old configurations just the version. */
  readonly value: Value;
  readonly source: string | undefined;
  readonly version: Value | undefined;
}

/** The `terraform` blocks of a module. */
export function terraformBlocks(module: Module): readonly BlockValue[] {
  return module.declared.others.filter(({ type }) => type === "terraform").map((block) => module.blockValue(block));
}

/** The constraint of `required_version`; undefined if it is not written or not known. */
export function requiredVersion(module: Module): VersionConstraint | undefined {
  for (const block of terraformBlocks(module)) {
    const text = block.string("required_version");
    if (text !== undefined) return parseVersionConstraint(text);
  }
  return undefined;
}

/** Whether some Terraform from a version on may run a module, as far as the module and its callers allow. */
export function mayRunFrom(version: readonly number[], module: Module): boolean {
  for (let at: Module | undefined = module; at; at = at.call?.parent) {
    if (requiredVersion(at)?.allowsFrom(version) === false) return false;
  }
  return true;
}

const FIRST_WITH_EXPRESSIONS = [0, 12];

/**
 * Whether only Terraform 0.11 or older runs a module: all expressions are texts there, conversions are implicit, and a
 * resource with count is read without an index.
 */
export function isForOldTerraform(module: Module): boolean {
  return !mayRunFrom(FIRST_WITH_EXPRESSIONS, module);
}

/** The entries of `required_providers` in all terraform blocks. */
export const requiredProviders = oncePer((module: Module): readonly RequiredProvider[] =>
  module.declared.others.flatMap(({ type, blocks }) =>
    type !== "terraform"
      ? []
      : blocks
          .filter(({ node }) => node.type === "required_providers")
          .flatMap((declared) => entriesOf(module.blockValue(mergedBlock(declared)))),
  ),
);

/**
 * The source of the provider that a module means by a name: the required one, or HashiCorp's; undefined if the name is
 * not used there.
 */
export function providerSource(name: string, module: Module): string | undefined {
  const required = requiredProviders(module).find((one) => one.name === name);
  if (required) {
    const isPlain = required.value.kind !== "object" || !required.value.entries.has("source");
    const source = isPlain ? name : required.source?.toLowerCase().replace(REGISTRY, "");
    return source === undefined || source.includes("/") ? source : `hashicorp/${source}`;
  }
  const isUsed =
    module.declared.providers.some(({ labels }) => labels[0] === name) ||
    [...module.declared.resources.values()].some(({ labels }) => labels[0]?.startsWith(`${name}_`));
  return isUsed ? `hashicorp/${name}` : undefined;
}

const REGISTRY = /^registry\.(?:terraform\.io|opentofu\.org)\//;

function entriesOf(block: BlockValue): RequiredProvider[] {
  return block.argumentNames.map((name) => {
    const value = block.value(name);
    const entry = (key: string) => (value.kind === "object" ? value.entries.get(key) : undefined);
    const source = entry("source");
    return {
      name,
      namePlace: block.namePlace(name),
      value,
      source: source && stringOf(source),
      version: value.kind === "object" ? entry("version") : value,
    };
  });
}
