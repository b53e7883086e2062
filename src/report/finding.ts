/** The result of a lint run as plain data: the JSON report is exactly this, and all other formats are made from it. */
export type Severity = "error" | "warning" | "info";

/** A line and a column, both from 1. */
export interface Point {
  readonly line: number;
  readonly column: number;
}

/** A range of a file; the end is exclusive. */
export interface TextRange {
  readonly start: Point;
  readonly end: Point;
}

/** What a rule found, for reports. */
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
  /**
   * Alternative edits, each of which is valid and resolves the finding; which one is intended is for a person to
   * choose.
   */
  readonly suggestions?: readonly FindingFix[];
  readonly related?: readonly RelatedPlace[];
  readonly docs?: string;
  /** The module calls that lead to the place, outermost first: `module.orders (main.tf:4)`. */
  readonly trace?: readonly string[];
}

/** A fix, or one of several suggestions. */
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

/** Another place that a finding is about, with a message. */
export interface RelatedPlace {
  readonly file: string;
  readonly range: TextRange;
  readonly message: string;
}

/** What was checked, and how much was found. */
export interface Summary {
  readonly files: number;
  readonly modules: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly suppressed: number;
}

/** The data of every format (schemas/report.schema.json). */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  /** Present only if the run was compared with a baseline. */
  readonly baseline?: { readonly gone: readonly GoneFinding[] };
}

/** A finding in a baseline that no longer exists. */
export interface GoneFinding {
  /** Relative to the baseline's directory. */
  readonly file: string;
  readonly rule: string;
  readonly resource?: string;
  readonly fingerprint: string;
}
