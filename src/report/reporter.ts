import type { Finding, Report, Severity } from "./finding.ts";
import type { Palette } from "./palette.ts";

/** What a format needs beside the report. */
export interface RenderContext {
  /** A line (from 1) of a file named as in the report, without its line end; undefined where it cannot be had. */
  readonly sourceLine: (file: string, line: number) => string | undefined;
  readonly palette: Palette;
  /** Every rule there is. */
  readonly rules: readonly RuleDescription[];
  /** What comments and a baseline took out of the report. */
  readonly suppressed: readonly {
    readonly finding: Finding;
    readonly by: "comment" | "baseline";
    readonly reason: string;
  }[];
  /** Where a person reads more about a rule, as a link that the output may show; undefined where it shows none. */
  readonly ruleLink: (rule: string) => string | undefined;
}

/** What a format may say of a rule. */
export interface RuleDescription {
  readonly id: string;
  readonly category: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
}

/** Turns a report into the text of one format, with its final newline. */
export type Reporter = (report: Report, context: RenderContext) => string;
