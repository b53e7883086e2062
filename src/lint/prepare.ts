import type { StateLocation, Workspace } from "../terraform/index.ts";
import { callingFiles } from "./calling-files.ts";
import type { JudgeRootsOptions } from "./judge-roots.ts";
import { type Loaded, type LoadRequest, loadTargets } from "./load.ts";
import type { Policy } from "./policy.ts";
import { ReportedFiles } from "./reported-files.ts";
import { stateLocations } from "./state-locations.ts";
import { alsoRun } from "./suppress/also-run.ts";
import { mayHoldDirectives } from "./suppress/directive.ts";
import { FileSuppressions } from "./suppress/file-suppressions.ts";

/** What to judge, and as of which day. */
export interface JudgeRequest extends LoadRequest {
  /** The day that counts as today, YYYY-MM-DD. */
  readonly asOf: string;
}

/** Everything that is known before a rule runs. */
export interface Prepared extends Pick<Loaded, "policies" | "directories" | "roots"> {
  readonly workspace: Workspace;
  /** The policy for a file (absolute path); undefined for files that are not reported on. */
  readonly policy: (file: string) => Policy | undefined;
  readonly files: ReportedFiles;
  readonly suppressions: FileSuppressions;
  readonly options: JudgeRootsOptions;
}

/** Reads the given paths. Throws a UserError for an invalid path, rule or configuration. */
export async function prepare(request: JudgeRequest): Promise<Prepared> {
  const { cwd, asOf } = request;
  const loaded = await loadTargets(request);
  const { covers, policies, directories, roots, workspace, otherRoots } = loaded;
  const policy = (file: string): Policy | undefined =>
    covers(file) && !policies.isIgnored(file) ? policies.of(file) : undefined;
  const files = new ReportedFiles(directories, (file) => policy(file) !== undefined, cwd);
  const suppressions = new FileSuppressions(
    files.picked(mayHoldDirectives, () => workspace.trim()),
    callingFiles(loaded, files, cwd),
    policies,
    cwd,
  );

  let states: readonly StateLocation[] | undefined;
  const { named } = suppressions;
  const options: JudgeRootsOptions = {
    workspace,
    readsCode: files.paths.some((path) => policy(path)?.rules.some(({ rule }) => rule.readsCode)),
    policy,
    alsoRun: (current) => alsoRun(current, named),
    states: () => (states ??= stateLocations([...roots, ...otherRoots()], workspace)),
    asOf,
    cwd,
  };
  return { policies, directories, roots, workspace, policy, files, suppressions, options };
}
