import { resolve } from "node:path";
import type { SourceFile } from "../hcl/index.ts";
import { Stack } from "../lambda/index.ts";
import type { Finding, Report } from "../report/index.ts";
import { registry } from "../rules/registry.generated.ts";
import { type Module, type ModuleDirectory, type VariableSources, Workspace } from "../terraform/index.ts";
import { version } from "../version.ts";
import type { Asked } from "./baseline/baseline.ts";
import type { Layer } from "./config/layer.ts";
import { strongest, variableSources } from "./config/settings.ts";
import { type JudgeOptions, judge } from "./judge.ts";
import { type Narrowing, narrow } from "./narrow.ts";
import { orderFindings } from "./order.ts";
import { displayPath } from "./place.ts";
import { Policies, type Policy } from "./policy.ts";
import { findRoots } from "./roots.ts";
import { summarize } from "./summary.ts";
import { FileSuppressions } from "./suppress/file-suppressions.ts";
import { type SuppressedFinding, sift } from "./suppress/sift.ts";
import { surroundingModules } from "./surrounding-modules.ts";
import { findTargets } from "./targets.ts";
import { fails } from "./thresholds.ts";
import { unparsedFindings } from "./unparsed.ts";

export interface LintRequest {
  /** Directories and files, relative to `cwd`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** The one configuration file to use (absolute); where there is none, the nearest of each directory. */
  readonly configFile: string | undefined;
  /** What the command line says: stronger than any configuration file. */
  readonly flags: Layer;
  /** These rules alone; empty for no such limit. */
  readonly only: readonly string[];
  /** What sets the variables of root modules, beside the files that Terraform reads by itself. */
  readonly variables: VariableSources;
  /** The day that counts as today, YYYY-MM-DD. */
  readonly asOf: string;
  readonly narrowing?: Narrowing;
  /** Texts that stand in for what is on disk, by absolute path. */
  readonly texts?: ReadonlyMap<string, string>;
}

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
  const targets = findTargets(request.paths, cwd, request.texts);
  const around = surroundingModules(targets, cwd);
  const judgedWith = [...targets.directories, ...around.callers];
  const policies = await Policies.read(request, judgedWith);
  const policy = (file: string): Policy | undefined =>
    targets.covers(file) && !policies.isIgnored(file) ? policies.of(file) : undefined;
  const workspace = new Workspace({ tree: cwd, texts: request.texts ?? new Map() });
  const directories = targets.directories.map((path) => workspace.directory(path));
  const files = directories.flatMap((directory) => directory.files).filter(({ source }) => policy(source.path));
  const suppressions = new FileSuppressions(files, policies, cwd);

  const rootDirectories = findRoots(judgedWith.map((path) => workspace.directory(path)));
  for (const { path } of rootDirectories) await workspace.prepare(path);
  const load = ({ path }: ModuleDirectory): Module =>
    workspace.load(path, variableSources(policies.directoryLayers(path), request.variables));
  const allRoots = (): readonly ModuleDirectory[] => {
    const elsewhere = around.roots.map((path) => workspace.directory(path));
    return [...new Set([...rootDirectories, ...elsewhere])];
  };
  let roots: readonly Module[] | undefined;
  const options: JudgeOptions = {
    policy,
    alsoRun: (current) => suppressions.alsoRun(current),
    roots: () => (roots ??= allRoots().map(load)),
    asOf,
    cwd,
  };
  const judged = rootDirectories.flatMap((directory) => judge(new Stack(load(directory)), options));
  const { kept, suppressed, used } = sift(orderFindings(judged), suppressions, registry, asOf);
  const asked: Asked = (file, rule) => policy(resolve(cwd, file))?.ids.has(rule) ?? false;
  const isAsked = ({ file, rule }: Finding): boolean => asked(file, rule);
  const unparsed = directories
    .flatMap((directory) => unparsedFindings(directory, cwd))
    .filter(({ file }) => policy(resolve(cwd, file)));
  const all = orderFindings([...unparsed, ...kept.filter(isAsked), ...suppressions.faults(used, asOf)]);

  const named = new Map(files.map((file) => [displayPath(file.source.path, cwd), file]));
  const { findings, ...left } = narrow(all, request.narrowing ?? {}, { cwd, files: named, asked });
  const hidden = [...suppressed.filter(({ finding }) => isAsked(finding)), ...left.suppressed];
  const counts = { files: files.length, modules: directories.length, suppressed: hidden.length };
  const summary = summarize(findings, counts);
  const tool = { name: "lambda-tf", version: version() };
  return {
    report: { version: 1, tool, summary, findings, ...(left.baseline ? { baseline: left.baseline } : {}) },
    suppressed: hidden,
    isFailure: fails(summary, strongest(policies.directoryLayers(cwd), "failOn").value),
    isIncomplete: unparsed.length > 0,
    sources: new Map(Array.from(named, ([name, { source }]) => [name, source])),
    asked,
  };
}
