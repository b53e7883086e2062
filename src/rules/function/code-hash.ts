import type { Stack } from "../../lambda/index.ts";
import { isForOldTerraform, type Resource, referredOfType, stringOf } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { replacing } from "../shared/edits/fixes.ts";
import { packageHolders } from "../shared/resources/package-holders.ts";
import { meantVersions } from "../shared/schema/meant-versions.ts";

const example = (hash: string) => `resource "aws_lambda_function" "orders" {
  function_name    = "orders"
  role             = aws_iam_role.orders.arn
  runtime          = "nodejs24.x"
  handler          = "index.handler"
  filename         = "orders.zip"
  source_code_hash = ${hash}
}`;

/** Results of functions that are not Lambda's own hash. */
const OTHER_HASHES: Readonly<Record<string, string>> = {
  filebase64: "the whole package in base64",
  filebase64sha512: "a SHA-512",
  filemd5: "an MD5",
  filesha1: "a SHA-1",
  filesha256: "a SHA-256 in hexadecimal",
  filesha512: "a SHA-512",
};

/** The same for attributes of archive_file. */
const OTHER_ATTRIBUTES: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    output_base64sha512: "a SHA-512",
    output_md5: "an MD5",
    output_sha: "a SHA-1",
    output_sha256: "a SHA-256 in hexadecimal",
    output_sha512: "a SHA-512",
  }),
);

export default defineRule({
  summary: "The hash of a package is not a hash of its content, or not the one that Lambda computes",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS provider 6.66.0, aws_lambda_function, aws_lambda_layer_version: source_code_hash; its 5.51.0, which no longer compares the argument with Lambda's own hash (hashicorp/terraform-provider-aws, pull request 45618)",
  why: `New code is deployed when source_code_hash changes, but a hash of the package's name, or of another package, does not
change with the code. Up to version 5.50 of the provider it must also be what Lambda computes, the SHA-256 in base64: with any
other text each plan shows a change. file() reads only text and fails on a package.`,
  bad: example('base64sha256("orders.zip")'),
  good: example('filebase64sha256("orders.zip")'),
  check({ stack }) {
    const objects = ["aws_s3_object", "aws_s3_bucket_object"].flatMap((type) => stack.resources(type));
    const ofHolders = packageHolders(stack).flatMap(
      (holder) =>
        fileAsText(holder) ??
        hashOfName(holder) ??
        nameOfArchive(holder) ??
        (isComparedWithLambda(holder, stack) ? neverEqual(holder, stack) : undefined) ??
        hashOfOther(holder, stack) ??
        hashTooEarly(holder, stack) ??
        [],
    );
    return [...ofHolders, ...objects.flatMap(objectAsText)];
  },
});

/** An expression as written, without the quotes and braces of old syntax, which may be within a call as well. */
function written({ body }: Resource, name = "source_code_hash"): string {
  const place = body.place(name);
  const text = body.isWritten(name) ? place.file.written(place) : "";
  return (/^"\$\{(.*)\}"$/s.exec(text)?.[1] ?? text).replace(/"\$\{([\w.[\]-]+)\}"/g, "$1");
}

/** A hash of a file's text, and the file's name. */
const OF_FILE = /^(base64sha(?:256|512)|md5|sha(?:1|256|512))\(\s*file\((.+)\)\s*\)$/s;

function fileAsText(holder: Resource): RuleFinding[] | undefined {
  // there, file() returned any bytes
  if (isForOldTerraform(holder.module)) return undefined;
  const argument = (OF_FILE.exec(written(holder))?.[2] ?? "").trim();
  if (!isPackage(argument) && (argument === "" || argument !== written(holder, "filename"))) return undefined;
  return [readAsText(holder, "source_code_hash", `filebase64sha256(${argument})`)];
}

/** The same for a package that is uploaded to a bucket. */
function objectAsText(object: Resource): readonly RuleFinding[] {
  if (isForOldTerraform(object.module)) return [];
  return ["etag", "source_hash"].flatMap((name) => {
    const [, hash, inBrackets = ""] = OF_FILE.exec(written(object, name)) ?? [];
    const argument = inBrackets.trim();
    return isPackage(argument) ? [readAsText(object, name, `file${hash}(${argument})`)] : [];
  });
}

function isPackage(argument: string): boolean {
  return /\.(?:zip|jar)"$|^data\.archive_file\.[\w-]+(?:\[[^\]]*\])?\.output_path$/.test(argument);
}

function readAsText(holder: Resource, name: string, meant: string): RuleFinding {
  return {
    at: holder.body.place(name),
    resource: holder.address,
    severity: "error",
    message: "file() reads UTF-8 text, and fails on a package",
    help: `Use ${meant.slice(0, meant.indexOf("("))}, which reads bytes`,
    fix: fixTo(holder, meant, name),
  };
}

/** A function of a text where the one for files is meant: the text is the package's name. */
function hashOfName(holder: Resource): RuleFinding[] | undefined {
  const [, name, inBrackets = ""] =
    /^(base64sha(?:256|512)|md5|sha(?:1|256|512))\(([^()]+)\)$/.exec(written(holder)) ?? [];
  const argument = inBrackets.trim();
  const isName =
    /^"[^"]*\.(?:zip|jar)"$/.test(argument) || (argument !== "" && argument === written(holder, "filename"));
  if (name === undefined || !isName) return undefined;
  const meant = `filebase64sha256(${argument})`;
  return [
    {
      at: holder.body.place("source_code_hash"),
      resource: holder.address,
      message: `${name} hashes the name of the package and not its content, so new code is not deployed`,
      help: `Write ${meant}`,
      fix: fixTo(holder, meant),
    },
  ];
}

/** The first major version of the provider of which some releases accept any text that changes with the package. */
const FIRST_LENIENT = 5;

/** Whether every version of the provider that may be in use compares the argument with Lambda's hash. */
function isComparedWithLambda({ type, module }: Resource, stack: Stack): boolean {
  const { majors } = meantVersions(type, module, stack.root);
  return majors.length > 0 && majors.every((major) => major < FIRST_LENIENT);
}

/** A value that changes with the package, and is not what Lambda computes. */
function neverEqual(holder: Resource, stack: Stack): RuleFinding[] | undefined {
  return hashOfHash(holder, stack) ?? otherHash(holder) ?? hashOfObject(holder);
}

/** The path of an archive, which is the same whatever it contains. */
function nameOfArchive(holder: Resource): RuleFinding[] | undefined {
  const text = written(holder);
  const [archive] = /^data\.archive_file\.[\w-]+(?:\[[^\]]*\])?(?=\.output_path$)/.exec(text) ?? [];
  if (archive === undefined) return undefined;
  const meant = `${archive}.output_base64sha256`;
  return [
    {
      at: holder.body.place("source_code_hash"),
      resource: holder.address,
      message: `source_code_hash of ${holder} is the name of the package, not a hash of it, so new code is not deployed`,
      help: `Write ${meant}`,
      fix: fixTo(holder, meant),
    },
  ];
}

/** A hash of a function's hash, or its base64: neither is a hash of the package. */
function hashOfHash(holder: Resource, stack: Stack): RuleFinding[] | undefined {
  const [, outer, inner = "", inBrackets = ""] =
    /^(base64(?:sha256|sha512|encode)|md5|sha(?:1|256|512))\(\s*(file\w*)\(([^()]+)\)\s*\)$/.exec(written(holder)) ??
    [];
  if (outer === undefined || (inner !== "filebase64sha256" && !Object.hasOwn(OTHER_HASHES, inner))) return undefined;
  // what is hashed may be the source of the package
  const archive = ownArchive(holder, stack);
  const meant = archive
    ? `${archive}.output_base64sha256`
    : `filebase64sha256(${written(holder, "filename") || inBrackets.trim()})`;
  return [
    {
      at: holder.body.place("source_code_hash"),
      resource: holder.address,
      message: `${outer} is applied to the text that ${inner} returns, which is not the package, so source_code_hash of ${holder} never equals Lambda's own`,
      help: `Write ${meant}`,
      fix: fixTo(holder, meant),
    },
  ];
}

function otherHash(holder: Resource): RuleFinding[] | undefined {
  const text = written(holder);
  const called = /^(\w+)\(([^()]*)\)$/.exec(text);
  const [name = "", argument = ""] = called?.slice(1) ?? [];
  const attribute = /^data\.archive_file\.[\w-]+(?:\[[^\]]*\])?\.(output_\w+)$/.exec(text)?.[1] ?? "";
  const what = Object.hasOwn(OTHER_HASHES, name) ? OTHER_HASHES[name] : OTHER_ATTRIBUTES.get(attribute);
  if (what === undefined) return undefined;
  const meant = called ? `filebase64sha256(${argument})` : text.replace(attribute, "output_base64sha256");
  return [
    {
      at: holder.body.place("source_code_hash"),
      resource: holder.address,
      message: `source_code_hash of ${holder} is ${what}, but Lambda's own is a SHA-256 in base64, so the two never match`,
      help: `Write ${meant}`,
      fix: fixTo(holder, meant),
    },
  ];
}

/** The ETag of the package in S3. */
function hashOfObject(holder: Resource): RuleFinding[] | undefined {
  if (!/^aws_s3(?:_bucket)?_object\.[\w-]+(?:\[[^\]]*\])?\.etag$/.test(written(holder))) return undefined;
  return [
    {
      at: holder.body.place("source_code_hash"),
      resource: holder.address,
      message: `source_code_hash of ${holder} is the object's ETag, an MD5 at most, but Lambda's own is a SHA-256 in base64, so the two never match`,
      help: "Use filebase64sha256 of the file that the object is created from",
    },
  ];
}

/** The right hash of a different package: of an archive that is not the one deployed. */
function hashOfOther(holder: Resource, stack: Stack): RuleFinding[] | undefined {
  const hashed = referredOfType(holder.body.value("source_code_hash"), "archive_file");
  const deployed = ownArchive(holder, stack);
  if (!hashed || !deployed || isSameArchive(hashed, deployed)) return undefined;
  return [
    {
      at: holder.body.place("source_code_hash"),
      resource: holder.address,
      message: `source_code_hash of ${holder} is that of ${hashed}, but its package is ${deployed}, so new code in that package is not deployed`,
      help: `Write ${deployed}.output_base64sha256`,
      related: [{ at: holder.body.place("filename"), message: "the package" }],
    },
  ];
}

/**
 * A file that an archive of the configuration creates, read by its name: Terraform reads such files during validation,
 * before any data source (tried with Terraform 1.11.4, which also fails if depends_on contains the archive).
 */
function hashTooEarly(holder: Resource, stack: Stack): RuleFinding[] | undefined {
  const [, path = ""] = /^filebase64sha256\(\s*("[^"]*")\s*\)$/.exec(written(holder)) ?? [];
  if (path === "") return undefined;
  const isRead = path === written(holder, "filename");
  const archive = stack
    .data("archive_file")
    .find((one) => one.module === holder.module && !one.isSymbolic && written(one, "output_path") === path);
  const made = archive ?? (isRead ? ownArchive(holder, stack) : undefined);
  if (made?.module !== holder.module || made.isSymbolic) return undefined;
  const meant = `${made}.output_base64sha256`;
  return [
    {
      at: holder.body.place("source_code_hash"),
      resource: holder.address,
      message: `filebase64sha256 reads ${path.slice(1, -1)} before ${made} creates it, so Terraform fails if the file does not exist yet`,
      help: `Write ${meant}`,
      fix: fixTo(holder, meant),
    },
  ];
}

/** The archive that is the package: the one referred to, or the only one that writes it. */
function ownArchive(holder: Resource, stack: Stack): Resource | undefined {
  const name = holder.body.value("filename");
  const own = stack.data("archive_file").filter(({ body }) => isSamePath(body.string("output_path"), stringOf(name)));
  return referredOfType(name, "archive_file") ?? (own.length === 1 ? own[0] : undefined);
}

function isSamePath(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one.replace(/^\.\//, "") === other.replace(/^\.\//, "");
}

/** Instances of one block count as one, and so do two that write the same file. */
function isSameArchive(one: Resource, other: Resource): boolean {
  const isSameBlock = one.name === other.name && one.module === other.module;
  return isSameBlock || isSamePath(one.body.string("output_path"), other.body.string("output_path"));
}

function fixTo({ body }: Resource, newText: string, name = "source_code_hash"): Fix {
  return replacing(body.place(name), newText);
}
