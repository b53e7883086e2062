import type { Finding } from "../report/index.ts";
import type { ModuleDirectory } from "../terraform/index.ts";
import { displayPath, textRange } from "./place.ts";

/** What cannot be read is no rule's business, and cannot be turned off. */
export const unparsedRule = "syntax";

/** A finding for each place of a directory that is not HCL, and each file that cannot be read. */
export function unparsedFindings(directory: ModuleDirectory, cwd: string): readonly Finding[] {
  const unreadable = directory.unreadable.map(({ path, reason }): Finding => {
    const start = { line: 1, column: 1 };
    return {
      rule: unparsedRule,
      severity: "error",
      message: `The file cannot be read: ${reason}`,
      file: displayPath(path, cwd),
      range: { start, end: start },
    };
  });
  const errors = directory.files.flatMap(({ source, parsed }) =>
    parsed.errors.map((error): Finding => {
      return {
        rule: unparsedRule,
        severity: "error",
        message: error.message,
        file: displayPath(source.path, cwd),
        range: textRange(source, error),
      };
    }),
  );
  return [...unreadable, ...errors];
}
