import type { Finding, Report, Severity } from "./finding.ts";
import type { Palette } from "./palette.ts";

/** What a format needs besides the report. */
export interface RenderContext {
  /** A line (from 1) of a file named as in the report, without its line end; undefined if it is not available. */
  readonly sourceLine: (file: string, line: number) => string | undefined;
  readonly palette: Palette;
  /** All rules. */
  readonly rules: readonly RuleDescription[];
  /** The findings that comments and a baseline removed from the report. */
  readonly suppressed: readonly {
    readonly finding: Finding;
    readonly by: "comment" | "baseline";
    readonly reason: string;
  }[];
  /** A link to a rule's documentation; undefined if the output does not support links. */
  readonly ruleLink: (rule: string) => string | undefined;
}

/** What formats need to know about a rule. */
export interface RuleDescription {
  readonly id: string;
  readonly category: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
}

/** Turns a report into the text of a format, with a final newline. */
export type Reporter = (report: Report, context: RenderContext) => string;
