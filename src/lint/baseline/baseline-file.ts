import { existsSync } from "node:fs";
import { readNamedFile } from "../../named-path.ts";
import type { GoneFinding } from "../../report/index.ts";
import { UserError } from "../../user-error.ts";

/** A finding that existed when the baseline was written. */
export type BaselineEntry = GoneFinding;

/**
 * The findings in a baseline file.
 * @param shown the file's name in messages
 * @throws UserError if it cannot be read or is not a baseline
 */
export function readBaseline(file: string, shown: string): readonly BaselineEntry[] {
  const data = parse(readNamedFile(file, shown));
  const entries = isRecord(data) && data.version === 1 && Array.isArray(data.findings) ? data.findings : undefined;
  if (!entries?.every(isEntry)) {
    throw new UserError(`${shown} is not a baseline`, "Write one with `lambda-tf lint --write-baseline`");
  }
  return entries;
}

/** The text of a baseline file, sorted and with a line per finding, so that branches seldom conflict. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const lines = entries.map(({ file, rule, resource, fingerprint }) =>
    JSON.stringify({ file, rule, resource, fingerprint }),
  );
  return `{\n  "version": 1,\n  "findings": [${lines
    .sort()
    .map((line) => `\n    ${line}`)
    .join(",")}\n  ]\n}\n`;
}

/** The entries of a baseline file; empty if it does not exist yet. */
export function readBaselineIfThere(file: string, shown: string): readonly BaselineEntry[] {
  return existsSync(file) ? readBaseline(file, shown) : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEntry(value: unknown): value is BaselineEntry {
  return (
    isRecord(value) &&
    [value.file, value.rule, value.fingerprint].every((text) => typeof text === "string") &&
    (value.resource === undefined || typeof value.resource === "string")
  );
}
