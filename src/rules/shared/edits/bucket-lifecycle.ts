import type { BlockValue } from "../../../terraform/index.ts";
import { holdsComments } from "./comments.ts";
import { choiceText, writtenAs } from "./references.ts";

/** Arguments of a `lifecycle_rule` with a counterpart; `tags` have a different form in each combination. */
const ARGUMENTS: ReadonlySet<string> = new Set(["id", "enabled", "prefix", "abort_incomplete_multipart_upload_days"]);

/** Nested blocks of `lifecycle_rule`, with the new names of their arguments. */
const BLOCKS: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map([
  ["expiration", {}],
  ["transition", {}],
  ["noncurrent_version_expiration", { days: "noncurrent_days" }],
  ["noncurrent_version_transition", { days: "noncurrent_days" }],
]);

/**
 * Converts a `lifecycle_rule` of `aws_s3_bucket` to lines of HCL for the `rule` of an
 * `aws_s3_bucket_lifecycle_configuration`; undefined if it has no id, which is required there, or anything without a
 * counterpart.
 * Source: AWS provider 6.66.0, both resources (2026-11).
 */
export function lifecycleRule(rule: BlockValue): string | undefined {
  const isKnown =
    rule.argumentNames.every((name) => ARGUMENTS.has(name)) &&
    rule.blockTypes.every((type) => BLOCKS.has(type) && rule.knowsAllBlocks(type));
  if (!isKnown || !rule.isWritten("id") || !rule.isWritten("enabled") || holdsComments(rule.whole)) return undefined;
  const parts = [
    `id = ${writtenAs(rule, "id")}\nstatus = ${choiceText(writtenAs(rule, "enabled"), '"Enabled"', '"Disabled"')}`,
    rule.isWritten("prefix") ? block("filter", [`prefix = ${writtenAs(rule, "prefix")}`]) : "filter {}",
    ...abortOf(rule),
    ...[...BLOCKS].flatMap(([type, names]) => rule.blocks(type).map((nested) => block(type, linesOf(nested, names)))),
  ];
  return `rule {\n${parts.join("\n\n")}\n}`;
}

function abortOf(rule: BlockValue): readonly string[] {
  const name = "abort_incomplete_multipart_upload_days";
  if (!rule.isWritten(name)) return [];
  return [block("abort_incomplete_multipart_upload", [`days_after_initiation = ${writtenAs(rule, name)}`])];
}

function linesOf(nested: BlockValue, names: Readonly<Record<string, string>>): readonly string[] {
  return nested.argumentNames.map((name) => `${names[name] ?? name} = ${writtenAs(nested, name)}`);
}

function block(type: string, lines: readonly string[]): string {
  return `${type} {\n${lines.join("\n")}\n}`;
}
