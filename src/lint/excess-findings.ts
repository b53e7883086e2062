import type { Finding } from "../report/index.ts";
import type { Module } from "../terraform/index.ts";
import { displayPath, textRange } from "./place.ts";
import { unparsedRule } from "./unparsed.ts";

/** A finding for each limit that cut off the evaluation of a root. */
export function excessFindings({ budget }: Module, cwd: string): readonly Finding[] {
  return budget.excesses.map(({ place, message }) => ({
    rule: unparsedRule,
    severity: "error",
    message,
    file: displayPath(place.file.path, cwd),
    range: textRange(place.file, place),
    help: "Call fewer modules, or use smaller values: docs/limits.md lists the limits",
  }));
}
