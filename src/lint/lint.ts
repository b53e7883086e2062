import { resolve } from "node:path";
import type { SourceFile } from "../hcl/index.ts";
import type { Finding, Report } from "../report/index.ts";
import { registry } from "../rules/registry.generated.ts";
import type { StateLocation } from "../terraform/index.ts";
import { version } from "../version.ts";
import type { Asked } from "./baseline/baseline.ts";
import { callingFiles } from "./calling-files.ts";
import { strongest } from "./config/settings.ts";
import { type JudgeRootsOptions, judgeRoots } from "./judge-roots.ts";
import { type LoadRequest, loadTargets } from "./load.ts";
import { type Narrowing, narrow } from "./narrow.ts";
import { orderFindings } from "./order.ts";
import type { Policy } from "./policy.ts";
import { ReportedFiles } from "./reported-files.ts";
import { stateLocations } from "./state-locations.ts";
import { summarize } from "./summary.ts";
import { alsoRun } from "./suppress/also-run.ts";
import { mayHoldDirectives } from "./suppress/directive.ts";
import { FileSuppressions } from "./suppress/file-suppressions.ts";
import { type SuppressedFinding, sift } from "./suppress/sift.ts";
import { fails } from "./thresholds.ts";
import { unparsedFindings, unparsedRule } from "./unparsed.ts";

/** All that a run of lint is asked for. */
export interface LintRequest extends LoadRequest {
  /** The day that counts as today, YYYY-MM-DD. */
  readonly asOf: string;
  readonly narrowing?: Narrowing;
}

/** The report of a run, with what the exit code and the formats ask beside it. */
export interface LintOutcome {
  readonly report: Report;
  readonly suppressed: readonly SuppressedFinding[];
  /** The report holds something at or above the severity that fails a run. */
  readonly isFailure: boolean;
  /** Some file could not be read or parsed, so that not all was judged. */
  readonly isIncomplete: boolean;
  /** The files that are reported on, named as in the report. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** Whether a rule was asked of a file, named as in the report. */
  readonly asked: Asked;
}

/** Lints what the paths name. Throws a UserError for a path, a rule or a configuration that is not right. */
export async function lint(request: LintRequest): Promise<LintOutcome> {
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
  const judged = await judgeRoots(roots, options);
  const { kept, suppressed, used } = sift(judged, suppressions, registry, asOf);
  const asked: Asked = (file, rule) => policy(resolve(cwd, file))?.ids.has(rule) ?? false;
  const isAsked = ({ file, rule }: Finding): boolean =>
    rule === unparsedRule ? policy(resolve(cwd, file)) !== undefined : asked(file, rule);
  const unparsed = await unparsedFindings(directories, cwd);
  const all = orderFindings([...unparsed.filter(isAsked), ...kept.filter(isAsked), ...suppressions.faults(used, asOf)]);

  const { findings, ...left } = narrow(all, request.narrowing ?? {}, { cwd, files, asked });
  const hidden = [...suppressed.filter(({ finding }) => isAsked(finding)), ...left.suppressed];
  const counts = { files: files.size, modules: directories.length, suppressed: hidden.length };
  const summary = summarize(findings, counts);
  const tool = { name: "lambda-tf", version: version() };
  return {
    report: { version: 1, tool, summary, findings, ...(left.baseline ? { baseline: left.baseline } : {}) },
    suppressed: hidden,
    isFailure: fails(summary, strongest(policies.directoryLayers(cwd), "failOn").value),
    isIncomplete: all.some(({ rule }) => rule === unparsedRule),
    sources: files.sources,
    asked,
  };
}
