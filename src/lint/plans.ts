import { dirname } from "node:path";
import { type ModuleDirectory, type Plan, readPlan, type Workspace } from "../terraform/index.ts";
import { displayPath } from "./place.ts";

/** A plan and the configuration that it was made from. */
export interface OpenPlan {
  readonly plan: Plan;
  /**
   * The directory that the plan was made in; undefined if it does not exist, so that the plan has to serve as the
   * configuration.
   */
  readonly root: string | undefined;
  readonly directories: readonly ModuleDirectory[];
}

/**
 * Reads plans and finds the configuration of each: next to it or in the working directory, if that declares everything
 * in the plan.
 * @param files absolute paths
 * @throws UserError for a file that is not a plan
 */
export function openPlans(files: readonly string[], workspace: Workspace, cwd: string): readonly OpenPlan[] {
  return files.map((file) => {
    const plan = readPlan(file, displayPath(file, cwd));
    const root = workspace.planDirectory(plan, [dirname(file), cwd]);
    return {
      plan,
      root,
      directories: root === undefined ? plan.configuration().directories : workspace.reachable(root),
    };
  });
}

/** The folders whose files are reported on for plans. */
export function planFolders(plans: readonly OpenPlan[]): readonly string[] {
  return plans.flatMap(({ plan, root, directories }) =>
    root === undefined ? [dirname(plan.source.path)] : directories.map(({ path }) => path),
  );
}

/** Whether a file (absolute path) is one that plans were made from, or a plan that replaces these. */
export function coversPlans(plans: readonly OpenPlan[]): (file: string) => boolean {
  const folders = new Set(plans.flatMap(({ root, directories }) => (root ? directories.map(({ path }) => path) : [])));
  const alone = new Set(plans.flatMap(({ plan, root }) => (root === undefined ? [plan.source.path] : [])));
  return (file) => folders.has(dirname(file)) || alone.has(file);
}
