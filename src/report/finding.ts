/** What a lint run reports, as plain data: the JSON report is this, and every other format is made from it. */
export type Severity = "error" | "warning" | "info";

/** A line and a column, both from 1. */
export interface Point {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a file; its end is the first column behind it. */
export interface TextRange {
  readonly start: Point;
  readonly end: Point;
}

/** What a rule found, as reports hold it. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly resource?: string;
  /** Relative to the working directory, with forward slashes. */
  readonly file: string;
  readonly range: TextRange;
  readonly help?: string;
  readonly fix?: FindingFix;
  /** Edits of which a person may choose one: each parses, and mends the finding, but it is not certain which is meant. */
  readonly suggestions?: readonly FindingFix[];
  readonly related?: readonly RelatedPlace[];
  readonly docs?: string;
  /** The module calls that lead to the place, outermost first: `module.orders (main.tf:4)`. */
  readonly trace?: readonly string[];
}

/** A fix, or one of several to choose from. */
export interface FindingFix {
  readonly title: string;
  readonly edits: readonly FindingEdit[];
}

/** One change of a fix. */
export interface FindingEdit {
  readonly file: string;
  readonly range: TextRange;
  readonly newText: string;
}

/** Another place that a finding is about, and what is there. */
export interface RelatedPlace {
  readonly file: string;
  readonly range: TextRange;
  readonly message: string;
}

/** What was looked at, and how much was found. */
export interface Summary {
  readonly files: number;
  readonly modules: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly suppressed: number;
}

/** What every format is made of (schemas/report.schema.json). */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  /** Only where the run was compared with a baseline. */
  readonly baseline?: { readonly gone: readonly GoneFinding[] };
}

/** What a baseline holds and is no longer there. */
export interface GoneFinding {
  /** Relative to the baseline's directory. */
  readonly file: string;
  readonly rule: string;
  readonly resource?: string;
  readonly fingerprint: string;
}
