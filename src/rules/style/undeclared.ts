import type { Block } from "../../hcl/index.ts";
import type { Stack } from "../../lambda/index.ts";
import {
  distinctDirectories,
  type Module,
  mergedBlock,
  placeOf,
  referencesInForce,
  requiredProviders,
  type WrittenReference,
} from "../../terraform/index.ts";
import { defineRule, type Edit, type Fix, type RuleFinding } from "../rule.ts";
import { firstBlock } from "../shared/declarations/module-place.ts";
import { expressionsOfKind, nativeFilesOf } from "../shared/declarations/native-files.ts";
import { type DeclaredNames, nearName } from "../shared/declarations/near-name.ts";
import { isWhole } from "../shared/declarations/whole-module.ts";
import { insertAfterBlock } from "../shared/edits/blocks.ts";
import { replacing, suggestionOf } from "../shared/edits/fixes.ts";
import { requireProvider } from "../shared/edits/terraform-block.ts";
import { inferredType } from "../shared/expressions/inferred-type.ts";
import { fittingConstraint } from "../shared/schema/fitting-version.ts";
import { isSecretName } from "../shared/secrets/secret-name.ts";

export default defineRule({
  summary: "A reference names something that the module does not declare",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, References to Named Values (2026-11)",
  why: "Terraform stops at a reference to nothing: neither validate nor plan gets past it.",
  bad: `variable "queue_name" {
  type = string
}

resource "aws_sqs_queue" "jobs" {
  name = var.que_name
}`,
  good: `variable "queue_name" {
  type = string
}

resource "aws_sqs_queue" "jobs" {
  name = var.queue_name
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules)
      .filter(isWhole)
      .flatMap((module) => {
        const declared = declaredNames(module);
        const references = referencesInForce(module.directory).flatMap((reference) => {
          const named = namedBy(reference);
          if (!named || isInBackend(reference) || isOfEncryption(named.kind, reference)) return [];
          const names = declared[named.kind];
          if (names.has(named.name) || isOf(reference.blocks[0], named)) return [];
          const isOfCheck = module.declared.others.some(({ declared: { node } }) => isOf(node, named));
          const alike = nearName(named.name, names);
          // nothing refers to itself
          const near = alike === undefined || isDeclaredBy(reference.blocks[0], named.kind, alike) ? undefined : alike;
          return [
            {
              at: reference.place,
              message: `${named.prefix}${named.name} is not declared in this module`,
              help: isOfCheck
                ? "It is only visible in the check block that declares it: declare it outside"
                : near === undefined
                  ? `Declare it, or remove the reference`
                  : `Did you mean ${named.prefix}${near}?`,
              suggestions: isOfCheck
                ? undefined
                : [...respelt(named, near, reference), ...declaration(stack, module, { named, reference })],
            },
          ];
        });
        return [...references, ...functionsOfOthers(stack, module)];
      });
  },
});

/** The similar declared name, if it is of the same type. */
function respelt({ prefix, name }: Named, near: string | undefined, { place }: WrittenReference): readonly Fix[] {
  const { file, start } = place;
  const written = `${prefix}${name}`;
  if (near === undefined || typeIn(near) !== typeIn(name) || !file.text.startsWith(written, start)) return [];
  return [replacing({ file, start, end: start + written.length }, `${prefix}${near}`)];
}

function typeIn(name: string): string {
  return name.includes(".") ? name.slice(0, name.indexOf(".")) : "";
}

interface Undeclared {
  readonly named: Named;
  readonly reference: WrittenReference;
}

/** Data sources without arguments, about the account and region that the configuration is applied in. */
const WITHOUT_ARGUMENTS: ReadonlySet<string> = new Set([
  "aws_caller_identity",
  "aws_canonical_user_id",
  "aws_default_tags",
  "aws_partition",
  "aws_region",
]);

/** The declaration of something that a name is enough to declare. */
function declaration(stack: Stack, module: Module, { named, reference }: Undeclared): readonly Fix[] {
  const { kind, name } = named;
  const [type = "", label = ""] = name.split(".");
  const { file, end } = reference.place;
  // with a key it would have to be one of several
  if (kind === "data" && WITHOUT_ARGUMENTS.has(type) && file.text[end] !== "[") {
    const text = `data "${type}" "${label}" {}`;
    return suggestionOf(`Declare data.${name}`, declare(module, { type: "data", text, reference }));
  }
  const isGiven = module.call === undefined || module.call.block.isWritten(name);
  if (kind !== "var" || !isGiven) return [];
  const constraint = inferredType(stack, module, name) ?? "any";
  const isSecret = isSecretName(name) && constraint === "string" && !isPutOut(name, module);
  const lines = isSecret ? `  type      = ${constraint}\n  sensitive = true` : `  type = ${constraint}`;
  const text = `variable "${name}" {\n${lines}\n}`;
  return suggestionOf(`Declare the variable ${name}`, declare(module, { type: "variable", text, reference }));
}

/** Whether an output names a variable, and would have to be marked as sensitive with it. */
function isPutOut(name: string, { declared }: Module): boolean {
  const use = new RegExp(`\\bvar\\.${name}\\b`);
  return [...declared.outputs.values()].some(({ declared: { node, file } }) => use.test(file.slice(node)));
}

/** A block after the last one of its kind, or after the one that refers to it. */
function declare(
  module: Module,
  {
    type,
    text,
    reference,
  }: { readonly type: "data" | "variable"; readonly text: string; readonly reference: WrittenReference },
): Edit | undefined {
  const { declared } = module;
  const alike =
    type === "variable"
      ? [...declared.variables.values()]
      : [...declared.resources.values()].filter((block) => block.type === "data");
  const [outer] = reference.blocks;
  const { file } = reference.place;
  // an override file declares nothing
  const isInOverride = module.directory.files.some(({ source, isOverride }) => isOverride && source === file);
  const own = isInOverride ? firstBlock(module)?.declared : outer && { node: outer, file };
  const before = alike.at(-1) ?? (own && mergedBlock(own));
  return before && insertAfterBlock(module.blockValue(before), text);
}

/**
 * Functions of providers that the module does not require: for these, Terraform does not infer the provider from
 * resource types.
 */
function functionsOfOthers(stack: Stack, module: Module): readonly RuleFinding[] {
  const required = new Set(requiredProviders(module).map(({ name }) => name));
  return nativeFilesOf(module).flatMap((file) =>
    expressionsOfKind(file, "call").flatMap(({ name, nameSpan }) => {
      const [namespace, provider = ""] = name.split("::");
      if (namespace !== "provider" || required.has(provider)) return [];
      return [
        {
          at: placeOf(nameSpan, file.source),
          message: `The function ${name} belongs to a provider that this module does not require`,
          help: `Add ${provider} to required_providers`,
          suggestions: requirement(stack, module, provider),
        },
      ];
    }),
  );
}

function requirement(stack: Stack, module: Module, provider: string): readonly Fix[] {
  const constraint = fittingConstraint(stack, provider);
  if (constraint === undefined) return [];
  const edit = requireProvider(module, provider, `hashicorp/${provider}`, constraint);
  return suggestionOf(`Require version ${constraint} of ${provider}`, edit);
}

/** state/backend-variable reports these: a backend allows no references at all. */
function isInBackend({ blocks: [outer, inner] }: WrittenReference): boolean {
  return outer?.type === "terraform" && inner?.type === "backend";
}

/** OpenTofu's state encryption has its own names for key providers and methods. */
function isOfEncryption(kind: Kind, { blocks: [outer, inner] }: WrittenReference): boolean {
  return kind === "resource" && outer?.type === "terraform" && inner?.type === "encryption";
}

/** Whether a block is a check with this data source, which is known only within it. */
function isOf(block: Block | undefined, { kind, name }: Pick<Named, "kind" | "name">): boolean {
  return (
    kind === "data" &&
    block?.type === "check" &&
    block.body.items.some(
      (item) =>
        item.kind === "block" && item.type === "data" && item.labels.map(({ value }) => value).join(".") === name,
    )
  );
}

interface Named {
  readonly kind: Kind;
  readonly prefix: string;
  readonly name: string;
}

type Kind = "var" | "local" | "module" | "data" | "ephemeral" | "resource";

/** What a reference refers to: `data.aws_region.here` is the data source `aws_region.here`. */
function namedBy({ root, path }: WrittenReference): Named | undefined {
  const [first, second] = path;
  if (first === undefined) return undefined;
  switch (root) {
    case "var":
    case "local":
    case "module":
      return { kind: root, prefix: `${root}.`, name: first };
    case "data":
    case "ephemeral":
    case "resource":
      if (second === undefined) return undefined;
      return { kind: root, prefix: root === "resource" ? "" : `${root}.`, name: `${first}.${second}` };
    default:
      // types contain an underscore; others are self, each, path or something newer
      return /^[a-z][a-z0-9]*_[a-z0-9_]+$/.test(root)
        ? { kind: "resource", prefix: "", name: `${root}.${first}` }
        : undefined;
  }
}

/** Whether a block declares the resource or data source of that name. */
function isDeclaredBy(block: Block | undefined, kind: Kind, name: string): boolean {
  return block?.type === kind && block.labels.map(({ value }) => value).join(".") === name;
}

function declaredNames({ declared }: Module): Readonly<Record<Kind, DeclaredNames>> {
  const resources = { data: new Set<string>(), ephemeral: new Set<string>(), resource: new Set<string>() };
  for (const { type, labels } of declared.resources.values())
    resources[type as keyof typeof resources].add(labels.join("."));
  return { var: declared.variables, local: declared.locals, module: declared.moduleCalls, ...resources };
}
