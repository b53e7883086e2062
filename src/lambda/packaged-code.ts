import {
  ignoredChanges,
  type Module,
  type Resource,
  referenceChain,
  referredOfType,
  stringOf,
  type Value,
} from "../terraform/index.ts";
import type { LambdaFunction } from "./function.ts";

/** The files of a function's package, if they are next to the configuration. */
export interface Code {
  /** What the package is made from, in words for a message. */
  readonly source: string;
  /** Paths inside the package. */
  readonly files: readonly string[];
  /** Whether a build may add files to the folder before it is packed. */
  readonly isBuilt: boolean;
  read(file: string): string | undefined;
}

const PACKAGE = ["filename", "s3_key", "s3_object_version", "source_code_hash", "code_sha256", "image_uri"];

/**
 * Whether Terraform only creates the function, and something else deploys its code: what is packed here may be a
 * placeholder.
 */
export function isDeployedElsewhere({ resource }: LambdaFunction): boolean {
  const ignored = ignoredChanges(resource);
  return ignored === "all" || PACKAGE.some((name) => ignored.has(name));
}

/** The source of the archive_file that is a function's package; undefined if it is not known. */
export function codeOf(fn: LambdaFunction): Code | undefined {
  const archive = archiveOf(fn.resource);
  return archive && codeOfArchive(archive);
}

/**
 * The archive_file that produces the package of a function or layer, used as a file or uploaded to a bucket; found by
 * reference or by its path.
 */
export function archiveOf(packed: Resource): Resource | undefined {
  const values = packageValues(packed);
  const referred = values.flatMap(referenceChain).find(({ resource }) => resource.type === "archive_file")?.resource;
  return (
    referred ??
    packed.module.dataOf("archive_file").find((archive) => {
      const path = archive.body.string("output_path");
      return path !== undefined && values.some((value) => stringOf(value) === path);
    })
  );
}

/** Where a package is on disk: the package's file, or the source of the object that is uploaded to a bucket. */
export function packageValues({ body }: Resource): readonly Value[] {
  const uploaded = referredOfType(body.value("s3_key"), "aws_s3_object", "aws_s3_bucket_object");
  return [body.value("filename"), ...(uploaded ? [uploaded.body.value("source")] : [])];
}

function codeOfArchive({ body, module }: Resource): Code | undefined {
  const file = body.string("source_file");
  if (file !== undefined) {
    const name = file.slice(file.lastIndexOf("/") + 1);
    return { source: file, files: [name], isBuilt: false, read: () => module.files.read(file)?.text };
  }
  const directory = body.string("source_dir");
  if (directory === undefined || body.isSet("excludes") !== "no") return codeOfBlocks(body);
  const files = module.files.set(directory, "**");
  if (!files || files.length === 0) return undefined;
  return {
    source: directory,
    files,
    isBuilt: files.some((name) => /\.[cm]?tsx?$/.test(name)) || hasBuild(module, `${directory}/package.json`),
    read: (name) => module.files.read(`${directory}/${name}`)?.text,
  };
}

/** Scripts that write files, recognized by their names or the commands they call. */
const BUILD =
  /"(?:pre|post)?(?:build|bundle|compile|transpile|package|dist)\b|\b(?:esbuild|tsc|webpack|rollup|babel|swc|ncc|vite|parcel)\s/;

function hasBuild(module: Module, file: string): boolean {
  return BUILD.test(module.files.read(file)?.text ?? "");
}

function codeOfBlocks(body: Resource["body"]): Code | undefined {
  const blocks = body.blocks("source");
  const names = blocks.map((block) => block.string("filename"));
  if (blocks.length === 0 || !body.knowsAllBlocks("source") || names.includes(undefined)) return undefined;
  const files = names.filter((name) => name !== undefined);
  return {
    source: "the archive",
    files,
    isBuilt: false,
    read: (name) => stringOf(blocks[files.indexOf(name)]?.value("content") ?? body.value("source_content")),
  };
}
