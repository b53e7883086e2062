import path from "node:path";
import { SourceFile } from "../../hcl/index.ts";
import { namesIn } from "../../names-in.ts";
import { oncePer } from "../../once-per.ts";
import { readRegularFile } from "../../regular-file.ts";
import { type ConfigurationFile, type ModuleDirectory, parseVariables, readConfiguration } from "./directory.ts";

/** What is next to the configuration in a module's directory. */
export interface Surroundings {
  /** Files of variable values, whether or not Terraform reads them by itself. */
  readonly variableFiles: readonly ConfigurationFile[];
  /** Files of queries and tests, which may refer to what is declared here. */
  readonly companionFiles: readonly ConfigurationFile[];
  /** Terraform state and its backups; their content is not read. */
  readonly stateFiles: readonly SourceFile[];
  /** Whether anything shows that the module is run with OpenTofu. */
  readonly usesOpenTofu: boolean;
  /** Whether a lock file records the providers' versions. */
  readonly hasLockFile: boolean;
  /** Whether a tool adds configuration here before Terraform runs. */
  readonly isCompletedByTool: boolean;
  /** Whether CDK for Terraform generated the configuration, judging by the fixed name of its file. */
  readonly isSynthesized: boolean;
}

/** Larger files are not read, in bytes. */
const MAX_LOCK_FILE = 1_000_000;

/** What is next to the configuration of a directory; read once. */
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
    stateFiles: matching(/\.tfstate(?:\.|$)/).map((file) => new SourceFile(file, "")),
    usesOpenTofu:
      names.some((name) => name === ".opentofu-version" || /\.tofu(?:\.json)?$/.test(name)) ||
      (names.includes(".terraform.lock.hcl") && isLockedByOpenTofu(path.join(directory, ".terraform.lock.hcl"))),
    hasLockFile: names.includes(".terraform.lock.hcl"),
    // a getter, as it has to search other folders for a tool's files
    get isCompletedByTool() {
      return names.some((name) => name === "terragrunt.hcl" || name.endsWith(".tm.hcl")) || module.isOfUnit;
    },
    isSynthesized: names.includes("cdk.tf.json"),
  };
}

/** Read by `terraform query` and `terraform test`, the latter also in a separate folder. */
const COMPANION = /\.(?:tfquery|tftest|tofutest)\.(?:hcl|json)$/;

function readFile(file: string): ConfigurationFile[] {
  try {
    return [parseVariables(file, readConfiguration(file))];
  } catch {
    // a directory, a broken link, a file without read permission: Terraform would not read these either
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
