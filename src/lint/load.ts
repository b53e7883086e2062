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

/** The paths to read and the values of their variables. */
export interface LoadRequest extends PolicyRequest {
  /** Directories, files and plans, relative to `cwd`. */
  readonly paths: readonly string[];
  /** Values of the root modules' variables, besides the files that Terraform reads by itself. */
  readonly variables: VariableSources;
  /** Texts that replace files on disk, by absolute path. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** What paths refer to, with everything that judging it needs. */
export interface Loaded {
  /** Whether a file (absolute path) is one of those referred to. */
  readonly covers: (file: string) => boolean;
  readonly policies: Policies;
  /** The directories that are reported on. */
  readonly directories: readonly ModuleDirectory[];
  /** The roots to judge, including callers of what is reported on. */
  readonly roots: readonly Root[];
  /** Everything that was read; trim it between roots. */
  readonly workspace: Workspace;
  /** Whether only whole directories are reported on. */
  readonly isWhole: boolean;
  /** Further roots of the same repository, as far as these were searched for. */
  readonly otherRoots: () => readonly Root[];
}

/** A root module, or a plan of one. */
export interface Root {
  /** Undefined for a plan without its configuration. */
  readonly directory: ModuleDirectory | undefined;
  /** Loads the module, with the variables that its configuration sets, or as planned. */
  readonly load: () => Module;
}

/** Finds and reads what paths refer to. Throws a UserError for an invalid path or configuration. */
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
  // a directory with a plan is judged as planned
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

/** The root in a directory (absolute path). */
function rootAt(path: string, context: RootContext): Root {
  const { workspace } = context;
  return { directory: workspace.directory(path), load: () => workspace.load(path, variablesOf(path, context)) };
}

function variablesOf(path: string, { policies, request }: RootContext): VariableSources {
  return variableSources(policies.directoryLayers(path), request.variables);
}
