import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { SourceFile } from "../hcl/index.ts";
import { ModuleDirectory } from "./files/directory.ts";
import type { BlockValue } from "./modules/block-value.ts";
import { compareVersions, parseVersionConstraint, type VersionConstraint } from "./settings/version-constraint.ts";
import { STAND_INS } from "./stand-in-place.ts";

/** `terraform-aws-modules/sqs/aws` or `cloudposse/label/null`, with the folder of a module within it. */
const FROM_REGISTRY =
  /^(?:registry\.(?:terraform\.io|opentofu\.org)\/)?(?<owner>[\w-]+)\/(?<name>[\w-]+)\/(?<provider>aws|null)(?:\/\/(?<folder>[\w/-]+))?$/;
/** Its repository: the registry takes modules from those whose names have this form alone. */
const FROM_GIT =
  /^(?:git::)?(?:https:\/\/|ssh:\/\/git@|git@)?github\.com[/:](?<owner>[\w-]+)\/terraform-(?<provider>aws|null)-(?<name>[\w-]+?)(?:\.git)?(?:\/\/(?<folder>[\w/-]+))?(?<query>\?.*)?$/;

/**
 * The versions in the first line of a stand-in: `versions 2 to 6`, `versions 1 and 2`, `version 6`,
 * `versions 0.24.1 to 0.25`.
 */
const COMPARED = /^# \S+, versions? (\d+(?:\.\d+)*)(?: (?:to|and) (\d+(?:\.\d+)*))?/;

const directories = new Map<string, ModuleDirectory>();

/**
 * A stand-in for a widely used module whose source is not available: the part of it that rules need, written from its
 * documentation (docs/contributing/stand-in.md). Undefined for any other source. Its arguments have the places of their
 * values, which are in the call: problems there are reported, while those in the stand-in itself are not, as nobody
 * wrote it.
 */
export function standInFor(call: BlockValue): ModuleDirectory | undefined {
  const source = call.string("source") ?? "";
  const {
    owner,
    name,
    provider,
    folder = "",
    query,
  } = (FROM_REGISTRY.exec(source) ?? FROM_GIT.exec(source))?.groups ?? {};
  if (owner === undefined || name === undefined) return undefined;
  const module = path.posix.join(owner, name, provider === "aws" ? "" : "null", folder);
  // in `stand-ins` beside this source or, in the build, beside the bundle
  const written = fileURLToPath(new URL(`./stand-ins/${module}`, import.meta.url));
  if (!existsSync(written)) return undefined;
  const version = FROM_GIT.test(source) ? refOf(query) : versionOf(call);
  const constraint = version === undefined ? undefined : parseVersionConstraint(version);
  const directories = filesFor(readdirSync(written), constraint).map((file) =>
    read(written, path.posix.join(module, file)),
  );
  const directory = fittest(directories, call);
  return directory && (!constraint || describes(directory, constraint)) ? directory : undefined;
}

/**
 * Whether some version that a constraint allows is among those that a stand-in was compared to, as its first line says.
 */
function describes({ files }: ModuleDirectory, constraint: VersionConstraint): boolean {
  const [, first = "0", last = first] = COMPARED.exec(files[0]?.source.text ?? "") ?? [];
  const end = numbersOf(last);
  return (
    constraint.allowsFrom(numbersOf(first)) && constraint.allowsBelow([...end.slice(0, -1), (end.at(-1) ?? 0) + 1])
  );
}

/** The numbers of a version: `0.24.1` gives 0, 24, 1. */
function numbersOf(version: string): readonly number[] {
  return version.split(".").map(Number);
}

/**
 * `main.tf`, which is true of all versions, or those of `since-1.tf` and `since-5.tf`, which are true from a version on
 * to the next of them, that a version constraint allows, newest first.
 */
function filesFor(names: readonly string[], constraint: VersionConstraint | undefined): readonly string[] {
  return names
    .filter((name) => name.endsWith(".tf"))
    .map((name) => ({ name, since: numbersOf(/^since-([\d.]+)\.tf$/.exec(name)?.[1] ?? "0") }))
    .sort((a, b) => compareVersions(b.since, a.since))
    .filter(({ since }, index, all) => {
      const next = all[index - 1]?.since;
      const isBelow = next === undefined || constraint?.allowsBelow(next) !== false;
      return isBelow && (since.join() === "0" || constraint?.allowsFrom(since));
    })
    .map(({ name }) => name);
}

/**
 * The newest, as `terraform init` takes the newest version, unless an older one has more of the call's arguments: then
 * the call was written for that one, and newer ones refuse it.
 */
function fittest(newestFirst: readonly ModuleDirectory[], call: BlockValue): ModuleDirectory | undefined {
  if (newestFirst.length < 2) return newestFirst[0];
  const fits = newestFirst.map((directory) => ({
    directory,
    known: call.argumentNames.filter((name) => directory.declared.variables.has(name)).length,
  }));
  const most = Math.max(...fits.map(({ known }) => known));
  return fits.find(({ known }) => known === most)?.directory;
}

/** The version that a call of a registry module allows: any if it names none, and undefined if it is not known. */
function versionOf(call: BlockValue): string | undefined {
  return call.isWritten("version") ? call.string("version") : ">= 0";
}

/** The version of a repository; undefined for commits and branches. */
function refOf(query = ""): string | undefined {
  return /[?&]ref=(?:refs\/)?(?:tags\/)?v?(\d+(?:\.\d+)*)(?:&|$)/.exec(query)?.[1];
}

function read(folder: string, name: string): ModuleDirectory {
  const cached = directories.get(name);
  if (cached) return cached;
  // a path that exists on no disk
  const file = path.resolve("/", STAND_INS, name);
  const text = readFileSync(path.join(folder, path.basename(name)), "utf8");
  const directory = new ModuleDirectory(path.dirname(file), [new SourceFile(file, text)], { origin: "stand-in" });
  directories.set(name, directory);
  return directory;
}
