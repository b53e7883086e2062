import type { Block } from "../../hcl/index.ts";
import {
  distinctDirectories,
  iteratorOf,
  type Module,
  referencesIn,
  type WrittenReference,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { isWhole } from "../shared/declarations/whole-module.ts";
import { argumentOf } from "../shared/declarations/written-syntax.ts";
import { replacing } from "../shared/edits/fixes.ts";
import { isOfTopLevel } from "../shared/schema/language-blocks.ts";

export default defineRule({
  summary: "A reference names nothing, or something that is not available there",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, References to Named Values; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops at it in validate. each and count exist only in a block with for_each or count, self only in provisioners
and postconditions, and a word without quotes is a reference, not a string.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name = each.key
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  for_each = toset(["orders", "invoices"])
  name     = each.key
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules)
      .filter((module) => isWhole(module) && !module.directory.files.some(({ isOverride }) => isOverride))
      .flatMap((module) =>
        referencesIn(module.directory).flatMap((reference): RuleFinding[] => {
          const fault = isKnownContext(reference) ? faultOf(reference, module) : undefined;
          return fault ? [{ at: reference.place, ...fault, suggestions: respelt(reference, fault) }] : [];
        }),
      );
  },
});

type Fault = Pick<RuleFinding, "message" | "help">;

/** Replaces it by the intended word or name, if there is one. */
function respelt({ root, path: [name], place: { file, start } }: WrittenReference, { help }: Fault): readonly Fix[] {
  const [, word] = /^Write ((?:var|local)\.[\w-]+|true|false|null)$/.exec(help) ?? [];
  const written = name === undefined ? root : `${root}.${name}`;
  if (word === undefined || !file.text.startsWith(written, start)) return [];
  return [replacing({ file, start, end: start + written.length }, word)];
}

const REPEATABLE: ReadonlySet<string> = new Set(["resource", "data", "ephemeral", "module"]);
const READ: ReadonlySet<string> = new Set([...REPEATABLE, "import", "output", "locals", "variable", "provider"]);

/** Blocks in which names may have special meanings, or meanings that a later version adds. */
const APART: ReadonlySet<string> = new Set(["action_trigger", "encryption"]);

function isKnownContext({ blocks: [outer, ...inner] }: WrittenReference): boolean {
  return outer !== undefined && READ.has(outer.type) && !inner.some(({ type }) => APART.has(type));
}

function faultOf(reference: WrittenReference, module: Module): Fault | undefined {
  switch (reference.root) {
    case "each":
      return repetitionFault(reference, "for_each", ["key", "value"]);
    case "count":
      return repetitionFault(reference, "count", ["index"]);
    case "self":
      return selfFault(reference);
    case "path":
      return aloneFault(reference) ?? attributeFault(reference, ["module", "root", "cwd"]);
    case "terraform":
      return aloneFault(reference) ?? attributeFault(reference, ["workspace", "applying"]);
    case "var":
    case "local":
    case "module":
      return aloneFault(reference);
    default:
      return rootFault(reference, module) ?? wordFault(reference, module) ?? ownFault(reference);
  }
}

/** each and count, which exist only in a block with that kind of repetition. */
function repetitionFault(
  { root, path, blocks: [outer] }: WrittenReference,
  argument: "for_each" | "count",
  names: readonly string[],
): Fault | undefined {
  const name = path[0] === undefined ? root : `${root}.${path[0]}`;
  const isRepeatable = outer !== undefined && (REPEATABLE.has(outer.type) || outer.type === "import");
  const isRepeated = isRepeatable && argumentOf(outer, argument) !== undefined;
  if (!isRepeated) {
    // OpenTofu supports for_each in providers
    if (outer?.type === "provider") return undefined;
    const isPossible = isRepeatable && (outer.type !== "import" || argument === "for_each");
    return {
      message: isPossible
        ? `${name} is used in a block without ${argument}`
        : `${name} does not exist in ${spokenBlock(outer)}`,
      help: isPossible ? `Add ${argument} to the block, or write a value here` : "Use a for expression, or a value",
    };
  }
  if (path[0] === undefined || names.includes(path[0])) return undefined;
  return { message: `There is no ${name}`, help: `Write ${names.map((one) => `${root}.${one}`).join(" or ")}` };
}

function selfFault({ blocks }: WrittenReference): Fault | undefined {
  if (blocks.some(({ type }) => ["provisioner", "connection", "postcondition"].includes(type))) return undefined;
  const isPrecondition = blocks.some(({ type }) => type === "precondition");
  return {
    message: isPrecondition
      ? "self does not exist yet when a precondition is checked"
      : "self exists only in provisioners, connections and postconditions",
    help: isPrecondition ? "Use a postcondition" : "Name what is meant",
  };
}

function attributeFault({ root, path: [name] }: WrittenReference, names: readonly string[]): Fault | undefined {
  if (name === undefined || names.includes(name)) return undefined;
  return { message: `There is no ${root}.${name}`, help: `Write ${names.map((one) => `${root}.${one}`).join(" or ")}` };
}

/** A name with further names below it, which is not a value itself. */
function aloneFault({ root, path }: WrittenReference): Fault | undefined {
  if (path.length > 0) return undefined;
  return { message: `${root} is not a value by itself`, help: `Write ${root}.NAME` };
}

/** Names that references begin with. */
const ROOTS: ReadonlySet<string> = new Set(
  "var local module data ephemeral resource each count self path terraform tofu action".split(" "),
);

/** Common mistakes for the roots of variables and locals, which no resource type is called. */
const MISTAKEN_ROOTS: ReadonlyMap<string, "var" | "local"> = new Map([
  ["variable", "var"],
  ["variables", "var"],
  ["vars", "var"],
  ["locals", "local"],
]);

/** What cannot be referred to at all, and what to do instead. */
const NAMELESS: ReadonlyMap<string, string> = new Map([
  ["output", "Write the expression of the output, or move it to a local that both use"],
  ["provider", "Write the expression that the provider is configured with, or move it to a local that both use"],
  ["env", "Declare a variable, which TF_VAR_… sets"],
]);

function rootFault({ root, path: [name], blocks }: WrittenReference, { declared }: Module): Fault | undefined {
  if (name === undefined) return undefined;
  const instead = NAMELESS.get(root);
  if (instead !== undefined) return { message: `${root}.${name} names nothing`, help: instead };
  const dynamic = blocks.find(({ type, labels }) => type === "dynamic" && labels[0]?.value === root);
  // a resource type contains an underscore: style/undeclared reports those
  if (dynamic && !root.includes("_"))
    return {
      message: `${root}.${name} names nothing here: ${iteratorOf(dynamic) === root ? "it is available only in content" : `the iterator is ${iteratorOf(dynamic)}`}`,
      help: `Write ${iteratorOf(dynamic)}.${name}, within content`,
    };
  const meant = MISTAKEN_ROOTS.get(root);
  if (!meant) return undefined;
  const isDeclared = (meant === "var" ? declared.variables : declared.locals).has(name);
  return {
    message: `${root}.${name} names nothing: ${meant === "var" ? "variables begin with var" : "locals begin with local"}`,
    help: isDeclared ? `Write ${meant}.${name}` : `Write ${meant}.… with a name that is declared`,
  };
}

/** Literals of other languages, and Terraform's. */
const LITERALS: ReadonlyMap<string, string> = new Map([
  ["true", "true"],
  ["yes", "true"],
  ["false", "false"],
  ["no", "false"],
  ["null", "null"],
  ["none", "null"],
  ["nil", "null"],
]);

/** A single word is a resource type without a name. */
function wordFault({ root, path, blocks, argument }: WrittenReference, { declared }: Module): Fault | undefined {
  if (root === "data" && path.length < 2)
    return { message: "data is followed by a type and a name", help: "Write data.TYPE.NAME" };
  if (path.length > 0 || ROOTS.has(root) || isFreeWord(blocks, argument)) return undefined;
  const variable = declared.variables.has(root) ? `var.${root}` : undefined;
  const local = declared.locals.has(root) ? `local.${root}` : undefined;
  const meant = variable ?? local;
  const literal = LITERALS.get(root.toLowerCase());
  return {
    message: `${root} names nothing: a word without quotes is a reference`,
    help:
      literal !== undefined
        ? `Write ${literal}`
        : meant === undefined
          ? `Write "${root}" if the text is meant`
          : `Write ${meant}, or "${root}" if the text is meant`,
  };
}

/** Arguments whose value is a keyword. */
function isFreeWord(blocks: readonly Block[], argument: string): boolean {
  const inner = blocks.at(-1);
  // schema/unknown-argument reports a misspelt ignore_changes or iterator
  if (inner?.type === "lifecycle" || inner?.type === "dynamic") return true;
  return inner?.type === "provisioner" && (argument === "when" || argument === "on_failure");
}

/** A block that refers to itself. */
function ownFault({ root, path, argument, blocks: [outer, ...inner] }: WrittenReference): Fault | undefined {
  if (outer?.type !== "resource" && outer?.type !== "data") return undefined;
  // it is harmless in depends_on
  if (argument === "depends_on" && inner.length === 0) return undefined;
  // schema/unknown-block reports blocks that belong at the top of the file
  if (inner.some(isOfTopLevel)) return undefined;
  const [type, name] = outer.labels.map(({ value }) => value);
  const [prefix, named] = outer.type === "data" ? ["data", path] : [undefined, [root, ...path]];
  if ((prefix !== undefined && root !== prefix) || named[0] !== type || named[1] !== name || type === undefined)
    return undefined;
  const hasSelf = inner.some(({ type: block }) => ["provisioner", "connection", "postcondition"].includes(block));
  return {
    message: `${[prefix, type, name].filter((part) => part !== undefined).join(".")} names itself`,
    help: hasSelf ? "Write self" : "Write the value, or move it to a local that both use",
  };
}

function spokenBlock(block: Block | undefined): string {
  return block?.type === "locals" ? "locals" : `a block ${block?.type}`;
}
