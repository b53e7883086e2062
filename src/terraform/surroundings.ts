import path from "node:path";
import { SourceFile } from "../hcl/index.ts";
import { namesIn } from "../names-in.ts";
import { oncePer } from "../once-per.ts";
import { readRegularFile } from "../regular-file.ts";
import { type ConfigurationFile, type ModuleDirectory, parseVariables, readConfiguration } from "./directory.ts";

/** What lies beside the configuration in a module's directory. */
export interface Surroundings {
  /** Files of variable values, those that Terraform reads by itself and all others. */
  readonly variableFiles: readonly ConfigurationFile[];
  /** Files of queries and tests, which may name what is declared here. */
  readonly companionFiles: readonly ConfigurationFile[];
  /** Terraform state and its backups; their text is not read. */
  readonly stateFiles: readonly SourceFile[];
  /** Something says that the module is run with OpenTofu. */
  readonly usesOpenTofu: boolean;
  /** A lock file holds the providers' versions. */
  readonly hasLockFile: boolean;
  /** A tool writes further configuration here before Terraform runs. */
  readonly isCompletedByTool: boolean;
  /** The configuration is what CDK for Terraform writes from a program, under the name that it always has. */
  readonly isSynthesized: boolean;
}

/** Files above this size are not read, in bytes of text. */
const MAX_LOCK_FILE = 1_000_000;

/** What lies beside the configuration of a directory; read once. */
export const surroundingsOf = oncePer(readSurroundings);

function readSurroundings(module: ModuleDirectory): Surroundings {
  const { path: directory } = module;
  const names = namesIn(directory).toSorted();
  const matching = (pattern: RegExp) =>
    names.filter((name) => pattern.test(name)).map((name) => path.join(directory, name));
  return {
    variableFiles: matching(/\.tfvars(?:\.json)?$/).flatMap(readFile),
    get companionFiles() {
      const tests = path.join(directory, "tests");
      const inTests = namesIn(tests).filter((name) => COMPANION.test(name));
      return [...matching(COMPANION), ...inTests.map((name) => path.join(tests, name))].flatMap(readFile);
    },
    stateFiles: matching(/\.tfstate(?:\..*)?$/).map((file) => new SourceFile(file, "")),
    usesOpenTofu:
      names.some((name) => name === ".opentofu-version" || /\.tofu(?:\.json)?$/.test(name)) ||
      (names.includes(".terraform.lock.hcl") && isLockedByOpenTofu(path.join(directory, ".terraform.lock.hcl"))),
    hasLockFile: names.includes(".terraform.lock.hcl"),
    // where else a tool's files are is looked for only if someone asks
    get isCompletedByTool() {
      return names.some((name) => name === "terragrunt.hcl" || name.endsWith(".tm.hcl")) || module.isOfUnit;
    },
    isSynthesized: names.includes("cdk.tf.json"),
  };
}

/** Read by `terraform query` and `terraform test`, the latter in a folder of their own as well. */
const COMPANION = /\.(?:tfquery|tftest|tofutest)\.(?:hcl|json)$/;

function readFile(file: string): ConfigurationFile[] {
  try {
    return [parseVariables(file, readConfiguration(file))];
  } catch {
    // a directory, a broken link, a file without read permission: nothing that Terraform would read either
    return [];
  }
}

function isLockedByOpenTofu(file: string): boolean {
  try {
    return readRegularFile(file, MAX_LOCK_FILE).includes('"registry.opentofu.org/');
  } catch {
    return false;
  }
}
