import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { SourceFile } from "../hcl/index.ts";
import { ModuleDirectory } from "./directory.ts";
import { STAND_INS } from "./stand-in-place.ts";

/** `terraform-aws-modules/sqs/aws`, with the folder of a module within it. */
const FROM_REGISTRY = /^(?:registry\.(?:terraform\.io|opentofu\.org)\/)?([\w-]+)\/([\w-]+)\/aws(?:\/\/([\w/-]+))?$/;
/** Its repository: the registry takes modules from those whose names have this form alone. */
const FROM_GIT =
  /^(?:git::)?(?:https:\/\/|ssh:\/\/git@|git@)?github\.com[/:]([\w-]+)\/terraform-aws-([\w-]+?)(?:\.git)?(?:\/\/([\w/-]+))?(?:\?.*)?$/;

const directories = new Map<string, ModuleDirectory | undefined>();

/**
 * A stand-in for a widely used module whose source is not available: the part of it that rules need, written from its
 * documentation (docs/contributing/stand-in.md). Undefined for any other source. Its arguments have the places of their values,
 * which are in the call: problems there are reported, while those in the stand-in itself are not, as nobody wrote it.
 */
export function standInFor(source: string): ModuleDirectory | undefined {
  const [, owner, name, folder = ""] = FROM_REGISTRY.exec(source) ?? FROM_GIT.exec(source) ?? [];
  if (owner === undefined || name === undefined) return undefined;
  const key = path.posix.join(owner, name, folder);
  if (!directories.has(key)) directories.set(key, readStandIn(key));
  return directories.get(key);
}

function readStandIn(key: string): ModuleDirectory | undefined {
  // in `stand-ins` beside this source or, in the build, beside the bundle
  const written = fileURLToPath(new URL(`./stand-ins/${key}/main.tf`, import.meta.url));
  if (!existsSync(written)) return undefined;
  // a path that exists on no disk
  const directory = path.resolve("/", STAND_INS, key);
  const file = new SourceFile(path.join(directory, "main.tf"), readFileSync(written, "utf8"));
  return new ModuleDirectory(directory, [file], { origin: "stand-in" });
}
