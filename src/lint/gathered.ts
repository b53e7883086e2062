import { grouped } from "../grouped.ts";
import type { Finding, FindingEdit, FindingFix, Report } from "../report/index.ts";
import { registry } from "../rules/registry.generated.ts";
import type { Together } from "../rules/rule.ts";
import { summarize } from "./summary.ts";

/** The maximum number of lines that are listed; beyond that, only their number is. */
const MOST_LINES = 10;

/**
 * A report for people: findings of one rule in one file that say the same are merged into one, at the first place.
 * Comments, baselines, changed lines and programs need each place.
 */
export function gathered(report: Report): Report {
  const rules = new Map(registry.flatMap(({ id, rule }) => (rule.together ? [[id, rule.together] as const] : [])));
  const alike = grouped(report.findings, (finding) => (rules.has(finding.rule) ? [keyOf(finding)] : []));
  const findings = report.findings.flatMap((finding) => {
    const together = rules.get(finding.rule);
    const group = together ? alike.get(keyOf(finding)) : undefined;
    if (!together || !group || group.length === 1) return [finding];
    return group[0] === finding ? [asOne(finding, group, together)] : [];
  });
  return { ...report, findings, summary: summarize(findings, report.summary) };
}

function keyOf({ rule, severity, file, trace }: Finding): string {
  return JSON.stringify([rule, severity, file, trace]);
}

function asOne(first: Finding, group: readonly Finding[], { message, help, edit }: Together): Finding {
  const fix = allOf(edit, group, (finding) => finding.fix);
  const suggestion = allOf(edit, group, ({ suggestions }) => suggestions?.[0]);
  return {
    rule: first.rule,
    severity: first.severity,
    message: `${group.length} ${message}: ${linesOf(group)}`,
    file: first.file,
    range: first.range,
    help,
    ...(fix ? { fix } : {}),
    ...(suggestion ? { suggestions: [suggestion] } : {}),
    ...(first.trace ? { trace: first.trace } : {}),
  };
}

/** `lines 1, 5 and 9`. */
function linesOf(group: readonly Finding[]): string {
  const lines = [...new Set(group.map(({ range }) => range.start.line))];
  const shown =
    lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), `${lines.length - MOST_LINES + 1} more`] : lines;
  const last = shown.at(-1);
  return shown.length === 1 ? `line ${last}` : `lines ${shown.slice(0, -1).join(", ")} and ${last}`;
}

/**
 * Merges the edits of findings that all have one; of two that write the same range, the second is left for the next
 * run.
 */
function allOf(
  title: string | undefined,
  group: readonly Finding[],
  fixOf: (finding: Finding) => FindingFix | undefined,
): FindingFix | undefined {
  const edits: FindingEdit[] = [];
  let mended = 0;
  for (const finding of group) {
    const own = fixOf(finding)?.edits ?? [];
    if (own.length === 0 || own.some((edit) => edits.some((other) => overlap(edit, other)))) continue;
    edits.push(...own);
    mended++;
  }
  if (title === undefined || mended === 0) return undefined;
  return { title: mended === group.length ? title : `${title}: ${mended} of the ${group.length}`, edits };
}

function overlap(a: FindingEdit, b: FindingEdit): boolean {
  return a.file === b.file && isBefore(a.range.start, b.range.end) && isBefore(b.range.start, a.range.end);
}

function isBefore(a: FindingEdit["range"]["start"], b: FindingEdit["range"]["start"]): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}
