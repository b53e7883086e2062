import {
  automaticFiles,
  localCalls,
  type Module,
  type ModuleDirectory,
  requireReadable,
  requireValues,
  type VariableSources,
  Workspace,
} from "../terraform/index.ts";
import { variableSources } from "./config/settings.ts";
import { displayPath } from "./place.ts";
import { coversPlans, type OpenPlan, openPlans, planFolders } from "./plans.ts";
import { Policies, type PolicyRequest } from "./policy.ts";
import { findRoots } from "./roots.ts";
import { surroundingModules } from "./surrounding-modules.ts";
import { findTargets } from "./targets.ts";

/** Which paths to read, and what their variables are set to. */
export interface LoadRequest extends PolicyRequest {
  /** Directories, files and plans, relative to `cwd`. */
  readonly paths: readonly string[];
  /** What sets the variables of root modules, beside the files that Terraform reads by itself. */
  readonly variables: VariableSources;
  /** Texts that stand in for what is on disk, by absolute path. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** What paths name, with all that is needed to judge it. */
export interface Loaded {
  /** Whether a file (absolute) is one of those that are meant. */
  readonly covers: (file: string) => boolean;
  readonly policies: Policies;
  /** The directories that are reported on. */
  readonly directories: readonly ModuleDirectory[];
  /** What stands for itself, the callers of what is reported on among them. */
  readonly roots: readonly Root[];
  /** Holds what was read; to be trimmed between one root and the next. */
  readonly workspace: Workspace;
  /** Whether whole directories are reported on, and nothing else. */
  readonly isWhole: boolean;
  /** Further roots of the same repository, as far as they were looked for. */
  readonly otherRoots: () => readonly Root[];
}

/** A module that stands for itself, or a plan of one. */
export interface Root {
  /** Undefined for a plan whose configuration is not there. */
  readonly directory: ModuleDirectory | undefined;
  /** Makes the module, with the variables that its configuration sets, or as it is planned. */
  readonly load: () => Module;
}

/** Finds and reads what paths name. Throws a UserError for a path or a configuration that is not right. */
export async function loadTargets(request: LoadRequest): Promise<Loaded> {
  const { paths, cwd, texts = new Map() } = request;
  const targets = findTargets(paths, cwd, texts);
  const around = surroundingModules(targets, cwd);
  const judgedWith = [...targets.directories, ...around.callers];
  const workspace = new Workspace({ tree: cwd, texts });
  const plans = openPlans(targets.plans, workspace, cwd);
  const isPlanned = coversPlans(plans);
  const policies = await Policies.read(request, [...judgedWith, ...planFolders(plans)]);
  const read = (path: string): ModuleDirectory => workspace.directory(path);
  const found = findRoots(judgedWith.map(read), (directory) => {
    const called = localCalls(directory);
    workspace.trim();
    return called;
  });
  // what a plan was made of is judged as it is planned
  const unplanned = found.filter(({ path }) => plans.every(({ root }) => root !== path));
  const context = { workspace, policies, request };
  for (const file of new Set(found.flatMap(({ path }) => automaticFiles(path))))
    requireReadable(file, displayPath(file, cwd));
  for (const file of new Set(found.flatMap(({ path }) => variablesOf(path, context).files)))
    requireValues(file, displayPath(file, cwd));
  const toRoot = ({ path }: ModuleDirectory): Root => rootAt(path, context);
  const toPlannedRoot = ({ plan, root }: OpenPlan): Root => {
    const directory = root === undefined ? undefined : read(root);
    return { directory, load: () => workspace.loadPlan(plan, root, variablesOf(root ?? cwd, context)) };
  };
  return {
    covers: (file) => targets.covers(file) || isPlanned(file),
    policies,
    directories: [...new Set([...targets.directories.map(read), ...plans.flatMap((plan) => plan.directories)])],
    roots: [...unplanned.map(toRoot), ...plans.map(toPlannedRoot)],
    workspace,
    isWhole: targets.partial.length === 0 && plans.length === 0,
    otherRoots: () =>
      around.roots
        .map(read)
        .filter((directory) => !found.includes(directory))
        .map(toRoot),
  };
}

interface RootContext {
  readonly workspace: Workspace;
  readonly policies: Policies;
  readonly request: Pick<LoadRequest, "variables">;
}

/** The root in a directory, named by absolute path. */
function rootAt(path: string, context: RootContext): Root {
  const { workspace } = context;
  return { directory: workspace.directory(path), load: () => workspace.load(path, variablesOf(path, context)) };
}

function variablesOf(path: string, { policies, request }: RootContext): VariableSources {
  return variableSources(policies.directoryLayers(path), request.variables);
}
