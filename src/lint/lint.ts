import { resolve } from "node:path";
import type { SourceFile } from "../hcl/index.ts";
import { Stack } from "../lambda/index.ts";
import type { Finding, Report, Summary } from "../report/index.ts";
import { registry } from "../rules/registry.generated.ts";
import { type VariableSources, Workspace } from "../terraform/index.ts";
import { version } from "../version.ts";
import { judge } from "./judge.ts";
import { orderFindings } from "./order.ts";
import { displayPath } from "./place.ts";
import { findRoots } from "./roots.ts";
import { type RuleSettings, selectRules } from "./selection.ts";
import { findTargets } from "./targets.ts";
import { unparsedFindings } from "./unparsed.ts";

export interface LintRequest {
  /** Directories and files, relative to `cwd`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly rules: RuleSettings;
  /** What sets the variables of root modules, beside the files that Terraform reads by itself. */
  readonly variables: VariableSources;
  /** The day that counts as today, YYYY-MM-DD. */
  readonly asOf: string;
}

export interface LintOutcome {
  readonly report: Report;
  /** Some file could not be read or parsed, so that not all was judged. */
  readonly isIncomplete: boolean;
  readonly sourceLine: (file: string, line: number) => string | undefined;
}

/** Lints what the paths name. Throws a UserError for a path or a rule that does not exist. */
export function lint({ paths, cwd, rules: settings, variables, asOf }: LintRequest): LintOutcome {
  const rules = selectRules(registry, settings);
  const { directories: targets, covers } = findTargets(paths, cwd);
  const workspace = new Workspace({ tree: cwd, variables });
  const directories = targets.map((path) => workspace.directory(path));
  const unparsed = directories
    .flatMap((directory) => unparsedFindings(directory, cwd))
    .filter(({ file }) => covers(resolve(cwd, file)));
  const rootDirectories = findRoots(directories);
  const roots = rootDirectories.map(({ path }) => workspace.load(path));
  // loaded again, each to be let go once it is judged: what was evaluated of a root is kept with it
  const judged = rootDirectories.flatMap(({ path }) =>
    judge(new Stack(workspace.load(path)), { rules, asOf, cwd, roots, covers }),
  );
  const findings = orderFindings([...unparsed, ...judged]);
  const sources = new Map<string, SourceFile>();
  for (const { files } of directories)
    for (const { source } of files) if (covers(source.path)) sources.set(displayPath(source.path, cwd), source);
  const summary = summarize(findings, { files: sources.size, modules: directories.length, suppressed: 0 });
  return {
    report: { version: 1, tool: { name: "lambda-tf", version: version() }, summary, findings },
    isIncomplete: unparsed.length > 0,
    sourceLine: (file, line) => sources.get(file)?.line(line),
  };
}

function summarize(findings: readonly Finding[], counts: Pick<Summary, "files" | "modules" | "suppressed">): Summary {
  const of = (severity: Finding["severity"]): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    files: counts.files,
    modules: counts.modules,
    errors: of("error"),
    warnings: of("warning"),
    infos: of("info"),
    suppressed: counts.suppressed,
  };
}
