import { resolve } from "node:path";
import type { SourceFile } from "../hcl/index.ts";
import { Stack } from "../lambda/index.ts";
import type { Finding, Report } from "../report/index.ts";
import { registry } from "../rules/registry.generated.ts";
import { type ConfigurationFile, type VariableSources, Workspace } from "../terraform/index.ts";
import { version } from "../version.ts";
import type { Layer } from "./config/layer.ts";
import { strongest } from "./config/settings.ts";
import { judge } from "./judge.ts";
import { orderFindings } from "./order.ts";
import { displayPath } from "./place.ts";
import { Policies, type Policy } from "./policy.ts";
import { findRoots } from "./roots.ts";
import { type ActiveRule, activate } from "./selection.ts";
import { summarize } from "./summary.ts";
import { type SuppressedFinding, sift } from "./suppress/suppress.ts";
import { findSuppressions, type Suppression } from "./suppress/suppression.ts";
import { unusedSuppression, unusedSuppressions } from "./suppress/unused.ts";
import { findTargets } from "./targets.ts";
import { type FailOn, fails } from "./thresholds.ts";
import { toFinding } from "./to-finding.ts";
import { unparsedFindings } from "./unparsed.ts";

export interface LintRequest {
  /** Directories and files, relative to `cwd`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** The one configuration file to use (absolute); the nearest of each directory where there is none. */
  readonly configFile?: string | undefined;
  /** What the command line says: stronger than any configuration file. */
  readonly flags: Layer;
  /** These rules alone; empty for no such limit. */
  readonly only: readonly string[];
  /** What sets the variables of root modules, beside the files that Terraform reads by itself. */
  readonly variables: VariableSources;
  /** The day that counts as today, YYYY-MM-DD. */
  readonly asOf: string;
}

export interface LintOutcome {
  readonly report: Report;
  readonly suppressed: readonly SuppressedFinding[];
  readonly failOn: FailOn;
  /** Whether the report holds anything at or above `failOn`. */
  readonly isFailure: boolean;
  /** Some file could not be read or parsed, so that not all was judged. */
  readonly isIncomplete: boolean;
  readonly sourceLine: (file: string, line: number) => string | undefined;
}

/** Lints what the paths name. Throws a UserError for a path, a rule or a configuration that is not right. */
export async function lint(request: LintRequest): Promise<LintOutcome> {
  const { cwd, asOf } = request;
  const targets = findTargets(request.paths, cwd);
  const policies = await Policies.read(request, targets.directories);
  const covers = (file: string): boolean => targets.covers(file) && !policies.isIgnored(file);
  const workspace = new Workspace({ tree: cwd, variables: request.variables });
  const directories = targets.directories.map((path) => workspace.directory(path));
  const files = directories.flatMap((directory) => directory.files).filter(({ source }) => covers(source.path));
  const unparsed = directories
    .flatMap((directory) => unparsedFindings(directory, cwd))
    .filter(({ file }) => covers(resolve(cwd, file)));
  const suppressions = new Suppressions(files, policies, cwd);
  const policy = (file: string): Policy | undefined => (covers(file) ? policies.of(file) : undefined);
  const options = { policy, alsoRun: (current: Policy) => suppressions.alsoRun(current), asOf, cwd };
  const judged = findRoots(directories).flatMap(({ path }) =>
    judge(new Stack(workspace.load(path, policies.variables(path, request.variables))), options),
  );
  const { kept, suppressed, used } = sift(orderFindings(judged), (file) => suppressions.inFile(file), registry, asOf);
  const active = kept.filter(({ file, rule }) => policies.of(resolve(cwd, file)).rules.some(({ id }) => id === rule));
  const findings = orderFindings([...unparsed, ...active, ...suppressions.unused(used)]);
  const sources = new Map(files.map(({ source }) => [displayPath(source.path, cwd), source]));
  const hidden = suppressed.filter(({ finding: { file, rule } }) =>
    policies.of(resolve(cwd, file)).rules.some(({ id }) => id === rule),
  );
  const summary = summarize(findings, { files: files.length, modules: directories.length, suppressed: hidden.length });
  const failOn = strongest(policies.layers(resolve(cwd, "main.tf")), "failOn").value;
  return {
    report: { version: 1, tool: { name: "lambda-tf", version: version() }, summary, findings },
    suppressed: hidden,
    failOn,
    isFailure: fails(summary, failOn),
    isIncomplete: unparsed.length > 0,
    sourceLine: (file, line) => sources.get(file)?.line(line),
  };
}
