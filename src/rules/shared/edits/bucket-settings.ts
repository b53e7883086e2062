import { type BlockValue, type Resource, stringOf } from "../../../terraform/index.ts";
import type { Edit, Fix } from "../../rule.ts";
import { removeArgument } from "./arguments.ts";
import { removeBlock } from "./blocks.ts";
import { lifecycleRule } from "./bucket-lifecycle.ts";
import { holdsComments } from "./comments.ts";
import { companion } from "./companion.ts";
import { suggestionOf } from "./fixes.ts";
import { choiceText, selfReference, writtenAs } from "./references.ts";

/** The resource that a bucket's setting moved to in version 4 of the AWS provider. */
interface Successor {
  readonly type: string;
  /** Its arguments besides the bucket, as lines of HCL; undefined if they cannot be derived from what is written. */
  readonly content: (bucket: BlockValue, name: string) => string | undefined;
}

/**
 * Source: AWS provider 6.66.0, aws_s3_bucket and the resources named here. Each of them may be added to a bucket that
 * already has the setting, and the bucket keeps a setting that its own arguments no longer contain.
 */
const SUCCESSORS: ReadonlyMap<string, Successor> = new Map(
  Object.entries({
    acceleration_status: {
      type: "aws_s3_bucket_accelerate_configuration",
      content: (bucket, name) => `status = ${writtenAs(bucket, name)}`,
    },
    cors_rule: { type: "aws_s3_bucket_cors_configuration", content: sameBlocks },
    lifecycle_rule: { type: "aws_s3_bucket_lifecycle_configuration", content: lifecycleContent },
    logging: { type: "aws_s3_bucket_logging", content: loggingContent },
    policy: { type: "aws_s3_bucket_policy", content: (bucket, name) => `policy = ${writtenAs(bucket, name)}` },
    request_payer: {
      type: "aws_s3_bucket_request_payment_configuration",
      content: (bucket, name) => `payer = ${writtenAs(bucket, name)}`,
    },
    server_side_encryption_configuration: {
      type: "aws_s3_bucket_server_side_encryption_configuration",
      content: (bucket, name) => onlyBlock(bucket, name, (block) => `\n${insideOf(block)}`),
    },
    versioning: {
      type: "aws_s3_bucket_versioning",
      content: (bucket, name) => onlyBlock(bucket, name, versioningContent),
    },
    website: {
      type: "aws_s3_bucket_website_configuration",
      content: (bucket, name) => onlyBlock(bucket, name, websiteContent),
    },
  } satisfies Record<string, Successor>),
);

/**
 * Suggests moving an argument or block of `aws_s3_bucket` to the resource that replaced it, or removing it if it is the
 * default.
 */
export function bucketSettingApart(bucket: Resource, name: string): readonly Fix[] {
  const { body } = bucket;
  if (name === "acl")
    return stringOf(body.value(name)) === "private" && /^"private"$/.test(writtenAs(body, name))
      ? suggestionOf("Remove the acl: without one, a bucket is private", removeArgument(body, name))
      : [];
  const successor = SUCCESSORS.get(name);
  const content = successor?.content(body, name);
  if (!successor || content === undefined) return [];
  const apart = companion(bucket, successor.type, `bucket = ${selfReference(bucket)}.id\n${content}`);
  return suggestionOf(`Move it to ${successor.type}`, apart?.edit, ...removals(body, name));
}

function removals(body: BlockValue, name: string): readonly (Edit | undefined)[] {
  return body.isWritten(name) ? [removeArgument(body, name)] : body.blocks(name).map(removeBlock);
}

function lifecycleContent(bucket: BlockValue, name: string): string | undefined {
  const blocks = bucket.blocks(name);
  if (!bucket.knowsAllBlocks(name) || !blocks.every((block) => isWrittenOut(block, name))) return undefined;
  const rules = blocks.map(lifecycleRule);
  return rules.includes(undefined) ? undefined : `\n${rules.join("\n\n")}`;
}

/** The blocks of a type, unchanged. */
function sameBlocks(body: BlockValue, type: string): string | undefined {
  const blocks = body.blocks(type);
  if (!body.knowsAllBlocks(type) || !blocks.every((block) => isWrittenOut(block, type))) return undefined;
  return `\n${blocks.map(({ whole: { file, ...span } }) => file.slice(span)).join("\n\n")}`;
}

function onlyBlock(
  body: BlockValue,
  type: string,
  content: (block: BlockValue) => string | undefined,
): string | undefined {
  const [block, ...others] = body.blocks(type);
  const isPlain = block?.isCertain && others.length === 0 && isWrittenOut(block, type);
  return isPlain ? content(block) : undefined;
}

/** Whether a block is written out: what a dynamic block makes refers to its iterator. */
function isWrittenOut({ whole: { file, ...span } }: BlockValue, type: string): boolean {
  return file.slice(span).startsWith(type);
}

function insideOf({ whole: { file, ...span } }: BlockValue): string {
  const text = file.slice(span);
  return text.slice(text.indexOf("{") + 1, -1).trim();
}

function loggingContent(bucket: BlockValue, name: string): string | undefined {
  return onlyBlock(bucket, name, (logging) =>
    // the prefix is required there
    logging.isWritten("target_prefix") ? insideOf(logging) : `${insideOf(logging)}\ntarget_prefix = ""`,
  );
}

function versioningContent(versioning: BlockValue): string | undefined {
  const isForDeletion = versioning.isWritten("mfa_delete") && versioning.boolean("mfa_delete") !== false;
  if (isForDeletion || !versioning.isWritten("enabled") || holdsComments(versioning.whole)) return undefined;
  // not "Disabled", which is refused for a bucket that ever had versions
  const status = choiceText(writtenAs(versioning, "enabled"), '"Enabled"', '"Suspended"');
  return `\nversioning_configuration {\nstatus = ${status}\n}`;
}

/** Blocks that replaced arguments, with the argument that each contains. */
const WEBSITE_PAGES = [
  ["index_document", "suffix"],
  ["error_document", "key"],
] as const;

function websiteContent(website: BlockValue): string | undefined {
  const pages = WEBSITE_PAGES.filter(([page]) => website.isWritten(page));
  if (pages.length === 0 || pages.length < website.argumentNames.length || holdsComments(website.whole))
    return undefined;
  return pages.map(([page, argument]) => `\n${page} {\n${argument} = ${writtenAs(website, page)}\n}`).join("\n");
}
