import { statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { readError } from "../read-error.ts";
import { configurationFileNames } from "../terraform/index.ts";
import { UserError } from "../user-error.ts";
import { findModuleDirectories } from "./walk.ts";

/** What a run looks at: modules to load, and of their files those that are reported on. */
export interface Targets {
  readonly directories: readonly string[];
  /** Of the directories those of which only files were named. */
  readonly partial: readonly string[];
  readonly covers: (file: string) => boolean;
}

/**
 * Directories stand for every module at and below them, a file for itself within its module.
 * @param paths as given, relative to `cwd`
 * @param texts files that need not be on disk
 * @throws UserError for a path that is not there, is no Terraform file, or holds none
 */
export function findTargets(
  paths: readonly string[],
  cwd: string,
  texts: ReadonlyMap<string, string> = new Map(),
): Targets {
  const whole = new Set<string>();
  const files = new Set<string>();
  for (const path of new Set(paths)) {
    const absolute = resolve(cwd, path);
    if (!texts.has(absolute) && isDirectory(absolute, path))
      for (const directory of modulesIn(absolute, path)) whole.add(directory);
    else files.add(terraformFile(absolute, path));
  }
  const directories = new Set([...whole, ...Array.from(files, (file) => dirname(file))]);
  return {
    directories: [...directories].sort(),
    partial: [...directories].filter((directory) => !whole.has(directory)),
    covers: (file) => whole.has(dirname(file)) || files.has(file),
  };
}

function isDirectory(absolute: string, path: string): boolean {
  try {
    return statSync(absolute).isDirectory();
  } catch (error) {
    throw readError(path, error);
  }
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
  if (configurationFileNames([basename(absolute)]).length > 0) return absolute;
  throw new UserError(
    `${path} is not a Terraform file`,
    "Files that can be linted end in .tf, .tofu, .tf.json or .tofu.json",
  );
}
