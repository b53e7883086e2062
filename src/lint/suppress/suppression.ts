import type { Comment, SourceFile } from "../../hcl/index.ts";
import type { Peer, RegisteredRule } from "../../rules/rule.ts";
import type { ConfigurationFile } from "../../terraform/index.ts";
import { type Directive, mayHoldDirectives, parseDirectives } from "./directive.ts";
import { type Lines, linesOf } from "./stretch.ts";

/** A directive with its place and the lines it applies to. */
export interface Suppression {
  readonly directive: Directive;
  readonly lines: Lines;
  readonly source: SourceFile;
  readonly comment: Comment;
}

/** The suppressions in a file, in source order. */
export function findSuppressions({ source, parsed }: ConfigurationFile): readonly Suppression[] {
  if (!mayHoldDirectives(source.text)) return [];
  return parsed.comments.flatMap((comment) =>
    parseDirectives(comment.text).map((directive) => {
      return { directive, lines: linesOf(directive.scope, comment, parsed, source), source, comment };
    }),
  );
}

/** Whether a suppression has expired by a day. */
export function isExpired({ directive: { expires } }: Suppression, asOf: string): boolean {
  return expires !== undefined && expires < asOf;
}

/** Whether a suppression applies to a rule's findings in its lines on a day. */
export function silences(suppression: Suppression, rule: RegisteredRule | undefined, asOf: string): boolean {
  const { directive } = suppression;
  if (rule === undefined || isExpired(suppression, asOf)) return false;
  if (directive.tool === "lambda-tf") return directive.rules?.includes(rule.id) ?? false;
  const peers = peerIds(directive.tool, rule);
  return directive.rules === undefined
    ? peers.length > 0
    : directive.rules.some((id) => peers.some((peer) => isSameId(id, peer)));
}

/** A tool's ids for a rule. tflint knows those of serverless-rules by a plugin. */
function peerIds(tool: Peer, { rule: { peers = {} } }: RegisteredRule): readonly string[] {
  return [...(peers[tool] ?? []), ...(tool === "tflint" ? (peers["serverless-rules"] ?? []) : [])];
}

/** Trivy's ids may be written with or without prefix and zeros: AVD-AWS-0066, AWS-0066. */
function isSameId(a: string, b: string): boolean {
  const bare = (id: string): string => id.toUpperCase().replace(/^(?:AVD-)?AWS-0*/, "");
  return a === b || bare(a) === bare(b);
}
