import { didYouMean } from "../../aws/did-you-mean.ts";
import { defineRule, type Edit, type Fix, type RuleFinding } from "../rule.ts";
import { type Offered, replacing, respelling, suggestionOf } from "../shared/edits/fixes.ts";
import type { AttributeRead } from "../shared/expressions/expression-findings.ts";
import type { ExpressionType } from "../shared/expressions/expression-type.ts";
import { attributeReads } from "../shared/expressions/reference-walk.ts";
import { spokenOwner } from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary: "A reference names an attribute that its resource or object does not have",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, 5.100.0, 4.67.0 and 3.75, schema",
  why: `Terraform stops with "Unsupported attribute", but only after init has fetched the provider; inside a list or a map often
not before the apply.`,
  ignoreWhen: "The attribute is newer than the schema that this version of lambda-tf holds.",
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

output "queue" {
  value = aws_sqs_queue.jobs.queue_arn
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

output "queue" {
  value = aws_sqs_queue.jobs.arn
}`,
  check({ stack }) {
    return attributeReads(stack).flatMap((read) => judge(read));
  },
});

function judge(read: AttributeRead): RuleFinding[] {
  const { step, name, at, before, from, isCertain } = read;
  if (!isCertain && isWritten(from)) return [];
  switch (step.kind) {
    case "type":
      return [];
    case "unknown-name": {
      if (from.kind === "variants") return [lackingVariant(read, step.candidates)];
      const suggestion = isOutputOfState(from) ? `outputs.${name}` : likeName(name, step.candidates);
      if (suggestion === undefined && isNewer(from)) return [];
      return [
        {
          at,
          message: `${spoken(read)} has no ${isModule(from) ? "output" : "attribute"} ${name}`,
          help: suggestion === undefined ? helpWithout(from) : `Did you mean ${suggestion}?`,
          ...(suggestion !== undefined && offered(read, step.candidates, suggestion)),
        },
      ];
    }
    case "needs-index":
      return [
        {
          at,
          message: `${spokenBefore(before)} is ${listOf(from)}: ${name} must be taken from one of its elements`,
          help: indexHelp(from, before, name),
          suggestions: withIndex(read),
        },
      ];
    case "needs-values":
      return [
        {
          at,
          message: `${spokenBefore(before)} is ${listOf(from)}: a splat treats it as one value, which has no attribute ${name}`,
          help: `Write values(${before})[*].${name}`,
          fix: { title: "Use the values of the map", edits: [{ place: at, newText: `values(${before})` }] },
        },
      ];
    case "primitive":
      return [
        {
          at,
          message: `${spokenBefore(before)} is a ${step.type}, and has no attribute ${name}`,
          help: `Use ${spokenBefore(before)} itself`,
          suggestions: suggestionOf(`Remove .${name}`, withoutStep(at)),
        },
      ];
  }
}

/** The first instance that count makes; the keys of for_each are not known. */
function withIndex({ from, at }: AttributeRead): readonly Fix[] {
  const { file, start } = at;
  if (from.kind !== "group" || from.repetition !== "count" || file.text[start - 1] !== ".") return [];
  return suggestionOf("Use the first", { place: { file, start: start - 1, end: start - 1 }, newText: "[0]" });
}

function withoutStep({ file, start, end }: AttributeRead["at"]): Edit | undefined {
  return file.text[start - 1] === "." ? { place: { file, start: start - 1, end }, newText: "" } : undefined;
}

/** One of the objects that a loop iterates over lacks the attribute. */
function lackingVariant({ at, before, name }: AttributeRead, names: readonly string[]): RuleFinding {
  const object = spokenBefore(before);
  const has = names.length === 0 ? "is empty" : `has ${listed(names)}`;
  return {
    at,
    message: `Not every element has the attribute ${name}, which is read from each: one ${has}`,
    help: `Write ${name} in each element${object === "It" ? "" : `, or try(${object}.${name}, …)`}`,
  };
}

/** Whether the type is that of a value in the configuration, which a condition may test first. */
function isWritten(from: ExpressionType): boolean {
  return from.kind !== "instance" && from.kind !== "group" && from.kind !== "value" && !isModule(from);
}

function isModule(from: ExpressionType): boolean {
  return from.kind === "object" && from.of === "module";
}

function helpWithout(from: ExpressionType): string {
  if (isModule(from)) return "Declare the output in the module, or remove the reference";
  if (from.kind !== "object") return "Look up the name in the provider's documentation";
  const names = from.names ?? [];
  return names.length === 0 ? "The object is empty" : `It has ${listed(names)}`;
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, MAX_NAMES).join(", ")}${names.length > MAX_NAMES ? " …" : ""}`;
}

/** The maximum number of names that are listed. */
const MAX_NAMES = 8;

/** A misspelt name, or the short form of a name that repeats the type: arn for queue_arn. */
function likeName(name: string, candidates: readonly string[]): string | undefined {
  const last = name.slice(name.lastIndexOf("_") + 1);
  return didYouMean(name, candidates) ?? (last !== name && candidates.includes(last) ? last : undefined);
}

/** A name that repeats words of the type says the same as without: function_arn and arn, but not role_arn. */
function offered({ from, name, at }: AttributeRead, among: readonly string[], meant: string): Offered {
  const edit = replacing(at, meant);
  const words = new Set(from.kind === "instance" ? from.of.type.split("_") : []);
  const isRepeated = name.endsWith(`_${meant}`) && name.split("_").every((word) => words.has(word) || word === meant);
  return isOutputOfState(from) || isRepeated ? { fix: edit } : respelling(name, { meant, among }, edit);
}

/** Before Terraform 0.12, outputs of another state were attributes of the data source itself. */
function isOutputOfState(from: ExpressionType): boolean {
  return from.kind === "instance" && from.path.length === 0 && from.of.type === "terraform_remote_state";
}

function isNewer(from: ExpressionType): boolean {
  return from.kind === "instance" && from.of.meant.isNewer;
}

function spoken({ from, before }: AttributeRead): string {
  return from.kind === "instance" ? spokenOwner({ path: from.path, type: from.of.type }) : spokenBefore(before);
}

/** The text before a name may be long, or span several lines. */
function spokenBefore(before: string): string {
  const text = before.replace(/\s+/g, " ");
  return text.length > 60 || text === "" ? "It" : text;
}

function listOf(from: ExpressionType): string {
  if (from.kind !== "group") return "a list";
  return from.repetition === "count" ? "a list, as it has count" : "a map, as it has for_each";
}

function indexHelp(from: ExpressionType, before: string, name: string): string {
  const object = spokenBefore(before);
  if (object === "It") return `Add an index before .${name}`;
  if (from.kind === "group" && from.repetition === "for_each")
    return `Write ${object}["key"].${name}, with a key of its for_each`;
  return `Write ${object}[0].${name}, or ${object}[*].${name} for those of all`;
}
