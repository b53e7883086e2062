import { type Module, type ModuleDirectory, type VariableSources, Workspace } from "../terraform/index.ts";
import { variableSources } from "./config/settings.ts";
import { Policies, type PolicyRequest } from "./policy.ts";
import { findRoots } from "./roots.ts";
import { surroundingModules } from "./surrounding-modules.ts";
import { findTargets, type Targets } from "./targets.ts";

export interface LoadRequest extends PolicyRequest {
  /** Directories and files, relative to `cwd`. */
  readonly paths: readonly string[];
  /** What sets the variables of root modules, beside the files that Terraform reads by itself. */
  readonly variables: VariableSources;
  /** Texts that stand in for what is on disk, by absolute path. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** What paths name, with all that is needed to judge it. */
export interface Loaded {
  readonly targets: Targets;
  readonly policies: Policies;
  /** The directories that are reported on. */
  readonly directories: readonly ModuleDirectory[];
  /** Those that stand for themselves, the callers of what is reported on among them. */
  readonly rootDirectories: readonly ModuleDirectory[];
  /** Further roots of the same repository, as far as they were looked for. */
  readonly otherRoots: () => readonly ModuleDirectory[];
  /** Evaluates a root with the variables that its configuration sets. */
  readonly load: (root: ModuleDirectory) => Module;
}

/** Finds and reads what paths name. Throws a UserError for a path or a configuration that is not right. */
export async function loadTargets(request: LoadRequest): Promise<Loaded> {
  const { paths, cwd, texts = new Map() } = request;
  const targets = findTargets(paths, cwd, texts);
  const around = surroundingModules(targets, cwd);
  const judgedWith = [...targets.directories, ...around.callers];
  const policies = await Policies.read(request, judgedWith);
  const workspace = new Workspace({ tree: cwd, texts });
  const read = (path: string): ModuleDirectory => workspace.directory(path);
  const rootDirectories = findRoots(judgedWith.map(read));
  for (const { path } of rootDirectories) await workspace.prepare(path);
  return {
    targets,
    policies,
    directories: targets.directories.map(read),
    rootDirectories,
    otherRoots: () => around.roots.map(read).filter((directory) => !rootDirectories.includes(directory)),
    load: ({ path }) => workspace.load(path, variableSources(policies.directoryLayers(path), request.variables)),
  };
}
