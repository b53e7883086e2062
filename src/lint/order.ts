import { grouped } from "../grouped.ts";
import type { Finding } from "../report/index.ts";
import { severities } from "./selection.ts";

/**
 * Sorts findings for the report. Findings that say the same of several instances of a resource are merged into one
 * about the first, since they are fixed at one place. A module that is called twice has each finding twice.
 */
export function orderFindings(findings: readonly Finding[]): readonly Finding[] {
  const alike = new Map<string, Finding[]>();
  for (const finding of withoutMilder(findings).sort(compareFindings)) {
    const { rule, severity, file, range, message } = finding;
    const key = JSON.stringify([rule, severity, file, range, message.replace(INSTANCE_KEY, "")]);
    const group = alike.get(key);
    if (!group) alike.set(key, [finding]);
    else if (group.at(-1)?.message !== message) group.push(finding);
  }
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (!first || others.length === 0) return first ?? [];
    const count = others.length === 1 ? "another instance" : `${others.length} other instances`;
    return { ...first, message: `${first.message} (also for ${count})` };
  });
}

/**
 * Leaves out what a rule says of a resource as it is in one call or instance, if it says something more severe at the
 * same place of the resource as it is in another one.
 */
function withoutMilder(findings: readonly Finding[]): Finding[] {
  return [...grouped(findings, (finding) => [subjectOf(finding)]).values()].flatMap((group) => {
    const worst = severities.find((severity) => group.some((finding) => finding.severity === severity));
    const judgedWorst = new Set(group.filter(({ severity }) => severity === worst).map(instanceOf));
    return group.filter((finding) => judgedWorst.has(instanceOf(finding)));
  });
}

/** What a finding is about, whichever call or instance it is found in. */
function subjectOf({ rule, file, range, resource }: Finding): string {
  return JSON.stringify([rule, file, range, resource?.replace(INSTANCE_KEY, "")]);
}

/** The call and the instance that a finding is about. */
function instanceOf(finding: Finding): string {
  return JSON.stringify([finding.resource, finding.trace]);
}

/** The instance key in an address: `[0]`, `["orders"]`. */
const INSTANCE_KEY = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g;

/** Compares by place, then by rule and text. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message) ||
    compareText(traceOf(a), traceOf(b))
  );
}

function traceOf({ trace = [] }: Finding): string {
  return trace.join();
}

/** Compares by code unit, which does not depend on the machine's language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
