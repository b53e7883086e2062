import type { Finding, Report } from "../report/index.ts";
import { type Asked, compare } from "./baseline/baseline.ts";
import { readBaseline } from "./baseline/baseline-file.ts";
import { displayPath } from "./place.ts";
import type { ReportedFiles } from "./reported-files.ts";
import { Changes } from "./since/changed-lines.ts";
import { touched } from "./since/touched.ts";
import type { SuppressedFinding } from "./suppress/sift.ts";

/** Which findings to leave out. */
export interface Narrowing {
  /** A baseline file (absolute), whose findings are left out. */
  readonly baseline?: string | undefined;
  /** A git commit: findings on lines that have not changed since are left out. */
  readonly since?: string | undefined;
}

/** The findings that remain, and those left out. */
export interface Narrowed {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly baseline: Report["baseline"];
}

/** What narrowing needs besides the findings. */
export interface NarrowContext {
  readonly cwd: string;
  readonly files: ReportedFiles;
  readonly asked: Asked;
}

/**
 * Leaves out findings that a baseline contains or that a change has not touched. Throws a UserError if the file or
 * commit does not exist.
 */
export function narrow(
  findings: readonly Finding[],
  { baseline: file, since }: Narrowing,
  { cwd, files, asked }: NarrowContext,
): Narrowed {
  const changes = since === undefined ? undefined : Changes.since(since, cwd);
  const changed = (all: readonly Finding[]) => (changes ? touched(all, changes, files, cwd) : all);
  if (file === undefined) return { findings: changed(findings), suppressed: [], baseline: undefined };
  const shown = displayPath(file, cwd);
  const sourceLine = (name: string, line: number) => files.source(name)?.line(line);
  const { fresh, known, gone } = compare(findings, readBaseline(file, shown), { file, cwd, sourceLine, asked });
  return {
    findings: changed(fresh),
    suppressed: known.map((finding) => ({ finding, by: "baseline", reason: `In ${shown}` })),
    baseline: { gone },
  };
}
