import { didYouMean } from "../../aws/did-you-mean.ts";
import type { Attribute, Block, SourceFile } from "../../hcl/index.ts";
import {
  distinctDirectories,
  type Module,
  mayRunFrom,
  placeOf,
  referencesIn,
  type WrittenReference,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { parsedFilesOf } from "../shared/declarations/native-files.ts";
import { argumentOf, plainText } from "../shared/declarations/written-syntax.ts";

export default defineRule({
  summary: "A provisioner or connection is written in a way that Terraform refuses",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Provisioners; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops in init or validate. A destroy-time provisioner may only refer to its own resource: everything else may be
gone by then.`,
  bad: `variable "cluster" {
  type = string
}

resource "terraform_data" "drain" {
  provisioner "local-exec" {
    when    = destroy
    command = "drain \${var.cluster}"
  }
}`,
  good: `variable "cluster" {
  type = string
}

resource "terraform_data" "drain" {
  input = var.cluster

  provisioner "local-exec" {
    when    = destroy
    command = "drain \${self.input}"
  }
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => [
      ...parsedFilesOf(module).flatMap(({ parsed, source }) =>
        parsed.body.items.flatMap((item) => (item.kind === "block" ? blockFaults(item, source) : [])),
      ),
      ...referenceFaults(module),
    ]);
  },
});

const PROVISIONERS = ["local-exec", "remote-exec", "file"];

function blockFaults(block: Block, source: SourceFile): readonly RuleFinding[] {
  if (block.type !== "resource" && block.type !== "removed") return [];
  const provisioners = blocksOf(block, "provisioner");
  return [
    ...[block, ...provisioners].flatMap((each) => moreConnections(each, source)),
    ...provisioners.flatMap((provisioner) => [
      ...typeFaults(provisioner, source),
      ...keywordFaults(provisioner, source),
      ...(block.type === "removed" && whenOf(provisioner) !== "destroy" ? [notDestroying(provisioner, source)] : []),
    ]),
  ];
}

function blocksOf({ body }: Block, type: string): readonly Block[] {
  return body.items.filter((item): item is Block => item.kind === "block" && item.type === type);
}

function moreConnections(block: Block, source: SourceFile): readonly RuleFinding[] {
  return blocksOf(block, "connection")
    .slice(1)
    .map(({ typeSpan }) => ({
      at: placeOf(typeSpan, source),
      message: "There may be only one connection, and this is another",
      help: "Keep one of the two",
    }));
}

/** One that is like no other may be a plugin of somebody's own. */
function typeFaults({ labels: [type] }: Block, source: SourceFile): readonly RuleFinding[] {
  const meant = type && !PROVISIONERS.includes(type.value) ? didYouMean(type.value, PROVISIONERS) : undefined;
  if (!type || meant === undefined) return [];
  return [
    {
      at: placeOf(type, source),
      message: `There is no provisioner ${type.value}`,
      help: `Did you mean ${meant}?`,
    },
  ];
}

const KEYWORDS: readonly (readonly [argument: string, words: readonly string[]])[] = [
  ["when", ["create", "destroy"]],
  ["on_failure", ["continue", "fail"]],
];

function keywordFaults(provisioner: Block, source: SourceFile): readonly RuleFinding[] {
  return KEYWORDS.flatMap(([name, words]) => {
    const written = argumentOf(provisioner, name);
    if (!written || words.includes(wordOf(written) ?? "")) return [];
    return [
      {
        at: placeOf(written.expression, source),
        message: `${name} is ${source.written(written.expression).slice(0, 40)}, but must be ${words.join(" or ")}`,
        help: `Write ${words.join(" or ")}, without quotes`,
      },
    ];
  });
}

/** A word of the language; in old configurations it is a string. */
function wordOf({ expression }: Attribute): string | undefined {
  return expression.kind === "variable" ? expression.name : plainText(expression);
}

function whenOf(provisioner: Block): string | undefined {
  const written = argumentOf(provisioner, "when");
  return written && wordOf(written);
}

function notDestroying({ typeSpan }: Block, source: SourceFile): RuleFinding {
  return {
    at: placeOf(typeSpan, source),
    message: "In a removed block provisioners run only on destroy",
    help: "Add when = destroy",
  };
}

/** What stands in a provisioner that runs when its resource is destroyed, and names something else. */
/** The first Terraform that refuses what else is read when a resource is destroyed; 0.12 warns of it. */
const FIRST_WITH_SELF_ALONE = [0, 13];

function referenceFaults(module: Module): readonly RuleFinding[] {
  if (!mayRunFrom(FIRST_WITH_SELF_ALONE, module)) return [];
  return referencesIn(module.directory).flatMap((reference) => {
    const provisioner = reference.blocks[1];
    if (provisioner?.type !== "provisioner" || whenOf(provisioner) !== "destroy") return [];
    if (reference.argument === "when" || reference.argument === "on_failure" || isOwn(reference)) return [];
    const name = [reference.root, ...reference.path].join(".");
    return [
      {
        at: reference.place,
        message: `${name} may be gone when this provisioner runs: it may only refer to self, each.key and count.index`,
        help: "Put the value into an argument of the resource, and refer to it as self.…",
      },
    ];
  });
}

function isOwn({ root, path }: WrittenReference): boolean {
  if (root === "each") return path[0] === "key";
  if (root === "count") return path[0] === "index";
  return root === "self" || root === "path" || root === "terraform";
}
