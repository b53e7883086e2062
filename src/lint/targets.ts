import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isNamedDirectory } from "../named-path.ts";
import { namesIn } from "../names-in.ts";
import { readError } from "../read-error.ts";
import { configurationFileNames } from "../terraform/index.ts";
import { UserError } from "../user-error.ts";
import { findModuleDirectories } from "./walk.ts";

/** What a run looks at: modules to load, and which of their files are reported on. */
export interface Targets {
  readonly directories: readonly string[];
  /** Directories of which only some files were named. */
  readonly partial: readonly string[];
  /** JSON files that are not configuration: plans, as `terraform show -json` writes them. */
  readonly plans: readonly string[];
  readonly covers: (file: string) => boolean;
}

/**
 * Resolves paths: a directory stands for every module in and below it, a file for itself within its module, a plan for
 * everything that it was made from.
 * @param paths as given, relative to `cwd`
 * @param texts files that need not exist on disk
 * @throws UserError for a path that does not exist, is not a Terraform file, or contains none
 */
export function findTargets(
  paths: readonly string[],
  cwd: string,
  texts: ReadonlyMap<string, string> = new Map(),
): Targets {
  const whole = new Set<string>();
  const files = new Set<string>();
  const plans = new Set<string>();
  for (const path of new Set(paths)) {
    const absolute = resolve(cwd, path);
    if (!texts.has(absolute) && isNamedDirectory(absolute, path))
      for (const directory of modulesIn(absolute, path)) whole.add(directory);
    else if (isPlanName(absolute)) plans.add(absolute);
    else files.add(terraformFile(absolute, path));
  }
  const directories = new Set([...whole, ...Array.from(files, (file) => dirname(file))]);
  const moduleOf = nearestModules(cwd);
  /** A policy or template that a module reads: its nearest module is one of `whole`, or it has none. */
  const isReadByWhole = (file: string) => {
    if (whole.size === 0 || isConfiguration(file)) return false;
    const module = moduleOf(dirname(file));
    return module === undefined || whole.has(module);
  };
  return {
    directories: [...directories].sort(),
    partial: [...directories].filter((directory) => !whole.has(directory)),
    plans: [...plans],
    covers: (file) => whole.has(dirname(file)) || files.has(file) || isReadByWhole(file),
  };
}

/**
 * The closest directory at or above a given one that contains Terraform files; `top`, or the top of a repository, is
 * the last one looked at.
 */
function nearestModules(top: string): (directory: string) => string | undefined {
  const found = new Map<string, string | undefined>();
  const nearest = (directory: string): string | undefined => {
    if (!found.has(directory)) {
      const isTop = directory === top || directory === dirname(directory) || existsSync(join(directory, ".git"));
      const above = isTop ? undefined : dirname(directory);
      found.set(directory, isModule(directory) ? directory : above && nearest(above));
    }
    return found.get(directory);
  };
  return nearest;
}

function isModule(directory: string): boolean {
  return configurationFileNames(namesIn(directory)).length > 0;
}

/** Whether a file given by name is treated as a plan. */
export function isPlanName(path: string): boolean {
  return path.endsWith(".json") && !isConfiguration(path);
}

function isConfiguration(path: string): boolean {
  return configurationFileNames([basename(path)]).length > 0;
}

function modulesIn(absolute: string, path: string): readonly string[] {
  let found: readonly string[];
  try {
    found = findModuleDirectories(absolute);
  } catch (error) {
    throw readError(path, error);
  }
  if (found.length === 0) {
    throw new UserError(
      `There are no Terraform files in ${path}`,
      "Name a directory that holds .tf files, at any depth, or a .tf file",
    );
  }
  return found;
}

function terraformFile(absolute: string, path: string): string {
  if (isConfiguration(absolute)) return absolute;
  throw new UserError(
    `${path} is not a Terraform file`,
    "Files that can be linted end in .tf, .tofu, .tf.json or .tofu.json, or are plans that `terraform show -json` wrote",
  );
}
