import { resolve } from "node:path";
import type { SourceFile } from "../hcl/index.ts";
import type { Finding, Report } from "../report/index.ts";
import { registry } from "../rules/registry.generated.ts";
import type { ModuleDirectory } from "../terraform/index.ts";
import { version } from "../version.ts";
import type { Asked } from "./baseline/baseline.ts";
import { strongest } from "./config/settings.ts";
import { judgeRoots } from "./judge-roots.ts";
import type { Root } from "./load.ts";
import { type Narrowing, narrow } from "./narrow.ts";
import { optimizeLess } from "./optimize-less.ts";
import { orderFindings } from "./order.ts";
import { type JudgeRequest, type Prepared, prepare } from "./prepare.ts";
import { summarize } from "./summary.ts";
import { type SuppressedFinding, sift } from "./suppress/sift.ts";
import { fails } from "./thresholds.ts";
import { unparsedFindings, unparsedRule } from "./unparsed.ts";

/** Characters of text that take tenths of a second to judge. */
const TEXT_TO_OPTIMIZE_LESS = 100_000;
/** Characters of text that take seconds to judge. */
const TEXT_FOR_THREADS = 1_000_000;

/** What a run of lint is asked to do. */
export interface LintRequest extends JudgeRequest {
  readonly narrowing?: Narrowing;
}

/** The report of a run, with what exit codes and formats need in addition. */
export interface LintOutcome {
  readonly report: Report;
  readonly suppressed: readonly SuppressedFinding[];
  /** Whether any finding reaches the severity that fails a run. */
  readonly isFailure: boolean;
  /** Whether a file could not be read or parsed, so that the run is incomplete. */
  readonly isIncomplete: boolean;
  /** The files that are reported on, named as in the report. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** Whether a rule was run on a file, named as in the report. */
  readonly asked: Asked;
}

/** Lints the given paths. Throws a UserError for an invalid path, rule or configuration. */
export async function lint(request: LintRequest): Promise<LintOutcome> {
  const { cwd, asOf } = request;
  const prepared = await prepare(request);
  const { policies, policy, directories, files, suppressions, workspace } = prepared;
  const judged = await judgeAll(prepared, request);
  const { kept, suppressed, used } = sift(judged, suppressions, registry, asOf);
  const asked: Asked = (file, rule) => policy(resolve(cwd, file))?.ids.has(rule) ?? false;
  const isAsked = ({ file, rule }: Finding): boolean =>
    rule === unparsedRule ? policy(resolve(cwd, file)) !== undefined : asked(file, rule);
  const unparsed = await unparsedFindings(directories, cwd, () => workspace.trim());
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

/** Runs the rules on all roots. Threads are only loaded where they save more time than they cost. */
async function judgeAll({ roots, directories, options }: Prepared, request: JudgeRequest): Promise<readonly Finding[]> {
  const judge = (some: Iterable<Root>) => judgeRoots(some, options);
  const text = textOf(directories);
  if (text >= TEXT_TO_OPTIMIZE_LESS) optimizeLess();
  if (text < TEXT_FOR_THREADS) return judge(roots);
  const { judgeInThreads } = await import("./threads/judge-in-threads.ts");
  return judgeInThreads(roots, judge, request);
}

function textOf(directories: readonly ModuleDirectory[]): number {
  return directories.reduce((sum, { sources }) => sources.reduce((inner, { text }) => inner + text.length, sum), 0);
}
