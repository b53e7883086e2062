import type { Block } from "../../hcl/index.ts";
import {
  distinctDirectories,
  type Module,
  placeOf,
  referencesInForce,
  requiredProviders,
  type WrittenReference,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { expressionsOfKind, nativeFilesOf } from "../shared/declarations/native-files.ts";
import { type DeclaredNames, nearName } from "../shared/declarations/near-name.ts";
import { isWhole } from "../shared/declarations/whole-module.ts";

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
          const near = nearName(named.name, names);
          return [
            {
              at: reference.place,
              message: `${named.prefix}${named.name} is not declared in this module`,
              help: isOfCheck
                ? "It is known in the check block alone that declares it: declare it outside"
                : near === undefined
                  ? `Declare it, or take the reference out`
                  : `Did you mean ${named.prefix}${near}?`,
            },
          ];
        });
        return [...references, ...functionsOfOthers(module)];
      });
  },
});

/** Functions of providers that the module does not require: of these alone Terraform takes none from the type of a resource. */
function functionsOfOthers(module: Module): readonly RuleFinding[] {
  const required = new Set(requiredProviders(module).map(({ name }) => name));
  return nativeFilesOf(module).flatMap((file) =>
    expressionsOfKind(file, "call").flatMap(({ name, nameSpan }) => {
      const [namespace, provider = ""] = name.split("::");
      if (namespace !== "provider" || required.has(provider)) return [];
      return [
        {
          at: placeOf(nameSpan, file.source),
          message: `The function ${name} is of a provider that this module does not require`,
          help: `Add ${provider} to required_providers`,
        },
      ];
    }),
  );
}

/** Of these state/backend-variable speaks: it takes no references at all. */
function isInBackend({ blocks: [outer, inner] }: WrittenReference): boolean {
  return outer?.type === "terraform" && inner?.type === "backend";
}

/** OpenTofu's encryption of state names key providers and methods of its own. */
function isOfEncryption(kind: Kind, { blocks: [outer, inner] }: WrittenReference): boolean {
  return kind === "resource" && outer?.type === "terraform" && inner?.type === "encryption";
}

/** Whether a block is a check that holds a data source of its own, which is known in it alone. */
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

/** What a reference names: `data.aws_region.here` is the data source `aws_region.here`. */
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
      // types have an underscore; what has none is self, each, path or something that this version does not know
      return /^[a-z][a-z0-9]*_[a-z0-9_]+$/.test(root)
        ? { kind: "resource", prefix: "", name: `${root}.${first}` }
        : undefined;
  }
}

function declaredNames({ declared }: Module): Readonly<Record<Kind, DeclaredNames>> {
  const resources = { data: new Set<string>(), ephemeral: new Set<string>(), resource: new Set<string>() };
  for (const { type, labels } of declared.resources.values())
    resources[type as keyof typeof resources].add(labels.join("."));
  return { var: declared.variables, local: declared.locals, module: declared.moduleCalls, ...resources };
}
