import { resolve } from "node:path";
import type { Body } from "../../hcl/index.ts";
import type { Finding, TextRange } from "../../report/index.ts";
import type { ConfigurationFile } from "../../terraform/index.ts";
import type { ReportedFiles } from "../reported-files.ts";
import type { ChangedLines, Changes } from "./changed-lines.ts";

/**
 * The findings that a change may have caused: those on a changed line, on a block with one, or with a related place on
 * one.
 */
export function touched(
  findings: readonly Finding[],
  changes: Changes,
  files: ReportedFiles,
  cwd: string,
): readonly Finding[] {
  const known = new Map<string, readonly ChangedLines[]>();
  const changedIn = (file: string): readonly ChangedLines[] => {
    const lines = known.get(file) ?? changes.of(resolve(cwd, file));
    known.set(file, lines);
    return lines;
  };
  return findings.filter((finding) =>
    [finding, ...(finding.related ?? [])].some(({ file, range }) => {
      const changed = changedIn(file);
      return changed.length > 0 && meets(linesOf(range, files.configuration(file)), changed);
    }),
  );
}

function meets({ from, to }: ChangedLines, changed: readonly ChangedLines[]): boolean {
  return changed.some((lines) => lines.from <= to && from <= lines.to);
}

/** A finding on a block's header is about the whole block, for example about an argument that was removed from it. */
function linesOf({ start, end }: TextRange, file: ConfigurationFile | undefined): ChangedLines {
  const own = { from: start.line, to: end.line };
  return (file && blockFrom(file.parsed.body, start.line, file)) ?? own;
}

/** The lines of the block whose header starts on a line. */
function blockFrom(body: Body, line: number, file: ConfigurationFile): ChangedLines | undefined {
  for (const item of body.items) {
    if (item.kind !== "block") continue;
    const { start, end } = file.source.range(item);
    if (start.line === line) return { from: line, to: end.line };
    if (start.line < line && line <= end.line) return blockFrom(item.body, line, file);
  }
  return undefined;
}
