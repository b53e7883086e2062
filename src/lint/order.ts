import { grouped } from "../grouped.ts";
import type { Finding } from "../report/index.ts";
import { spokenList } from "../spoken-list.ts";
import { severities } from "./selection.ts";

/**
 * Sorts findings for the report. Findings that say the same of several instances of a resource, or of several resources
 * that share a value, are merged into one about the first, since they are fixed at one place. A module that is called
 * twice has each finding twice.
 */
export function orderFindings(findings: readonly Finding[]): readonly Finding[] {
  const alike = new Map<string, Finding[]>();
  for (const finding of withoutMilder(findings).sort(compareFindings)) {
    const { rule, severity, file, range, message } = finding;
    const key = JSON.stringify([rule, severity, file, range, withoutKeys(message)]);
    const group = alike.get(key);
    if (!group) alike.set(key, [finding]);
    else if (group.at(-1)?.message !== message) group.push(finding);
  }
  return [...grouped([...alike.values()], (group) => [sharedKey(group)]).values()].flatMap(asOne);
}

/** What findings say about their resource, and offer for it, whichever resource that is. */
function sharedKey([first]: readonly Finding[]): string {
  if (!first) return "";
  const { rule, severity, file, range, message, help = "", fix, suggestions } = first;
  const resource = first.resource === undefined ? undefined : withoutKeys(first.resource);
  // one that does not name its resource is about something else
  if (!resource || !message.includes(resource)) return JSON.stringify([rule, severity, file, range, message]);
  const [said, advised] = [message, help].map((text) => withoutKeys(text).replaceAll(resource, ""));
  const edits = [fix, ...(suggestions ?? [])].map((offered) => offered?.edits);
  return JSON.stringify([rule, file, range, said, advised, edits]);
}

/** Merges groups that say the same, each about the instances of a resource, into one finding, of the worst severity. */
function asOne(groups: readonly (readonly Finding[])[]): readonly Finding[] {
  const bySeverity = severities.flatMap((severity) => groups.filter(([first]) => first?.severity === severity));
  const [[first, ...instances] = [], ...others] = bySeverity;
  if (!first) return [];
  const names = others.flatMap(([{ resource } = {}]) => (resource === undefined ? [] : [withoutKeys(resource)]));
  const words = [...ofInstances(instances.length), ...namedOrCounted(names)];
  return [words.length === 0 ? first : { ...first, message: `${first.message} (also for ${spokenList(words)})` }];
}

function ofInstances(count: number): readonly string[] {
  if (count === 0) return [];
  return count === 1 ? ["another instance"] : [`${count} other instances`];
}

/** How many resources a message names before it counts the rest. */
const MAX_NAMED = 3;

function namedOrCounted(names: readonly string[]): readonly string[] {
  if (names.length <= MAX_NAMED) return names;
  return [...names.slice(0, MAX_NAMED - 1), `${names.length - MAX_NAMED + 1} others`];
}

function withoutKeys(text: string): string {
  return text.replace(INSTANCE_KEY, "");
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
  return JSON.stringify([rule, file, range, resource && withoutKeys(resource)]);
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
