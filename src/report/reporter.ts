import type { Report } from "./finding.ts";
import type { Palette } from "./palette.ts";

/** What a format needs beside the report. */
export interface RenderContext {
  /** A line (from 1) of a file named as in the report, without its line end; undefined where it cannot be had. */
  readonly sourceLine: (file: string, line: number) => string | undefined;
  readonly palette: Palette;
}

/** Turns a report into the text of one format, with its final newline. */
export type Reporter = (report: Report, context: RenderContext) => string;
