import type { Comment, SourceFile } from "../../hcl/index.ts";
import type { Finding } from "../../report/index.ts";
import type { RegisteredRule } from "../../rules/rule.ts";
import type { ConfigurationFile } from "../../terraform/index.ts";
import { type Directive, mayHoldDirectives, parseDirectives } from "./directive.ts";
import { type Lines, linesOf } from "./stretch.ts";

/** A directive at its place, and the lines it speaks of. */
export interface Suppression {
  readonly directive: Directive;
  readonly lines: Lines;
  readonly source: SourceFile;
  readonly comment: Comment;
}

/** The suppressions in a file, in the order written. */
export function findSuppressions({ source, parsed }: ConfigurationFile): readonly Suppression[] {
  if (!mayHoldDirectives(source.text)) return [];
  return parsed.comments.flatMap((comment) =>
    parseDirectives(comment.text).map((directive) => {
      return { directive, lines: linesOf(directive.scope, comment, parsed, source), source, comment };
    }),
  );
}

/** Whether a suppression speaks of a finding in its file: of its rule, at its place, on that day. */
export function silences(
  { directive, lines }: Suppression,
  finding: Finding,
  rule: RegisteredRule | undefined,
  asOf: string,
): boolean {
  const { line } = finding.range.start;
  if (line < lines.from || line > lines.to || (directive.expires !== undefined && directive.expires < asOf))
    return false;
  if (directive.tool === "lambda-tf") return directive.rules?.includes(finding.rule) ?? false;
  const peers = rule?.rule.peers?.[directive.tool] ?? [];
  return directive.rules === undefined
    ? peers.length > 0
    : directive.rules.some((id) => peers.some((peer) => isSameId(id, peer)));
}

/** Trivy's ids are written with and without prefix and zeros: AVD-AWS-0066, AWS-0066. */
function isSameId(a: string, b: string): boolean {
  const bare = (id: string): string => id.toUpperCase().replace(/^(?:AVD-)?AWS-0*/, "");
  return a === b || bare(a) === bare(b);
}
