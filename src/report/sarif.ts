import type { Finding, FindingFix, Severity, TextRange } from "./finding.ts";
import { fingerprints } from "./fingerprint.ts";
import type { RenderContext, Reporter, RuleDescription } from "./reporter.ts";

/** The most results per run that GitHub code scanning accepts (GitHub, SARIF support for code scanning, 2026-11). */
const mostResults = 25_000;

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

/** SARIF 2.1.0, which code scanning services read. */
export const sarif: Reporter = ({ tool, findings }, context) => {
  const hidden = new Map(context.suppressed.map((hidden) => [hidden.finding, hidden]));
  const all = [...findings, ...hidden.keys()].slice(0, mostResults);
  const prints = fingerprints(all, context.sourceLine);
  const named = new Set(all.map(({ rule }) => rule));
  const rules = describe(context, named);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const results = all.map((finding) => ({
    ruleId: finding.rule,
    ruleIndex: indexes.get(finding.rule),
    level: levels[finding.severity],
    message: { text: finding.help === undefined ? finding.message : `${finding.message}. ${finding.help}` },
    locations: [{ physicalLocation: location(finding.file, finding.range), ...logical(finding) }],
    partialFingerprints: { "lambdaTf/v1": prints.get(finding) },
    ...related(finding),
    ...fixes(finding),
    ...suppressions(hidden.get(finding)),
  }));
  const driver = { name: tool.name, semanticVersion: tool.version, rules };
  const run = { tool: { driver }, columnKind: "unicodeCodePoints", results };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
};

const unparsed: RuleDescription = {
  id: "syntax",
  category: "syntax",
  severity: "error",
  summary: "A file cannot be read or parsed",
  why: "What cannot be parsed cannot be judged, and Terraform refuses it.",
};

function describe({ rules }: RenderContext, named: ReadonlySet<string>) {
  return [...rules, unparsed]
    .filter(({ id }) => named.has(id))
    .map(({ id, category, severity, summary, why }) => ({
      id,
      shortDescription: { text: summary },
      fullDescription: { text: why },
      help: { text: why },
      defaultConfiguration: { level: levels[severity] },
      properties: { tags: [category] },
    }));
}

function location(file: string, range: TextRange) {
  return { artifactLocation: { uri: uri(file) }, region: region(range) };
}

function region({ start, end }: TextRange) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A path as a URI reference with escaped segments, so that `a b#c.tf` stays a path. */
function uri(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}

function logical({ resource }: Finding) {
  return resource === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: resource, kind: "resource" }] };
}

function related({ related: places = [] }: Finding) {
  if (places.length === 0) return {};
  const relatedLocations = places.map(({ file, range, message }, id) => {
    return { id, physicalLocation: location(file, range), message: { text: message } };
  });
  return { relatedLocations };
}

function fixes({ fix, suggestions = [] }: Finding) {
  const offered = fix ? [fix, ...suggestions] : suggestions;
  return offered.length === 0 ? {} : { fixes: offered.map(toSarifFix) };
}

function toSarifFix({ title, edits }: FindingFix) {
  const files = new Set(edits.map(({ file }) => file));
  const artifactChanges = Array.from(files, (file) => ({
    artifactLocation: { uri: uri(file) },
    replacements: edits
      .filter((edit) => edit.file === file)
      .map(({ range, newText }) => ({ deletedRegion: region(range), insertedContent: { text: newText } })),
  }));
  return { description: { text: title }, artifactChanges };
}

function suppressions(hidden: RenderContext["suppressed"][number] | undefined) {
  if (!hidden) return {};
  const kind = hidden.by === "comment" ? "inSource" : "external";
  return { suppressions: [{ kind, justification: hidden.reason }] };
}
