import type { Peer } from "../../rules/rule.ts";

/** A suppression comment. */
export interface Directive {
  /** The tool it is for: lambda-tf, or another linter. */
  readonly tool: "lambda-tf" | Peer;
  /** Ids of the tool's rules; undefined for all of them. */
  readonly rules: readonly string[] | undefined;
  /** line: the comment's own line or what follows it; block: the whole block around it. */
  readonly scope: "line" | "block" | "file";
  readonly reason: string;
  /** The last day on which it applies, YYYY-MM-DD. */
  readonly expires: string | undefined;
}

/** Whether a text may contain directives, checked before its comments are looked at. */
export function mayHoldDirectives(text: string): boolean {
  return /lambda-tf:ignore|checkov:skip=|(?:tfsec|trivy):ignore:|tflint-ignore|kics-scan ignore-/.test(text);
}

/** The directives in a comment without its marks. */
export function parseDirectives(comment: string): readonly Directive[] {
  const text = comment.trim();
  return readers.flatMap((reader) => reader(text));
}

type Reader = (text: string) => readonly Directive[];

const own: Reader = (text) => {
  const [, form, ids, rest = ""] =
    /^lambda-tf:ignore(-file)?(?:\s+([^\s,]+(?:\s*,\s*[^\s,]+)*))?(.*)$/s.exec(text) ?? [];
  if (!/^lambda-tf:ignore(?:-file)?(?:\s|$)/.test(text)) return [];
  const [expiry, expires] = /\bexpires=(\d{4}-\d{2}-\d{2})\b/.exec(rest) ?? [];
  const reason = (expiry === undefined ? rest : rest.replace(expiry, "")).trim();
  return [{ tool: "lambda-tf", rules: list(ids), scope: form === undefined ? "line" : "file", reason, expires }];
};

/** https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html: inside the block, or on its lines. */
const checkov: Reader = (text) => {
  const [, ids, reason = ""] = /^checkov:skip=([A-Z0-9_, ]+)(?::(.*))?$/s.exec(text) ?? [];
  return ids === undefined ? [] : [directive("checkov", list(ids), "block", reason)];
};

/** `trivy:ignore:ID` and the older `tfsec:ignore:ID`, possibly several in a line, optionally with `:exp:YYYY-MM-DD`. */
const trivy: Reader = (text) =>
  Array.from(
    text.matchAll(/\b(?:tfsec|trivy):ignore:([A-Za-z0-9*-]+)(?::exp:(\d{4}-\d{2}-\d{2}))?/g),
    ([, id = "", expires]) => {
      return { ...directive("trivy", id === "*" ? undefined : [id], "line", ""), expires };
    },
  );

/** https://github.com/terraform-linters/tflint/blob/master/docs/user-guide/annotations.md */
const tflint: Reader = (text) => {
  const [, form, ids] = /^tflint-ignore(-file)?:\s*([A-Za-z0-9_]+(?:\s*,\s*[A-Za-z0-9_]+)*)/.exec(text) ?? [];
  const rules = list(ids);
  if (rules.length === 0) return [];
  return [directive("tflint", rules.includes("all") ? undefined : rules, form === undefined ? "line" : "file", "")];
};

/** Both without a query: they silence all queries for what follows. */
const kics: Reader = (text) =>
  /^kics-scan ignore-(?:line|block)\b/.test(text) ? [directive("kics", undefined, "line", "")] : [];

const readers: readonly Reader[] = [own, checkov, trivy, tflint, kics];

function directive(
  tool: Peer,
  rules: readonly string[] | undefined,
  scope: Directive["scope"],
  reason: string,
): Directive {
  return { tool, rules, scope, reason: reason.trim(), expires: undefined };
}

function list(ids: string | undefined): readonly string[] {
  return (ids ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
}
