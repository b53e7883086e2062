import { RE2JS } from "re2js";
import { limits } from "../../limits.ts";
import { unknown, type Value } from "../values/value.ts";
import { type CallContext, type FunctionTable, lenient, strict } from "./definition.ts";
import { isWhole } from "./knowledge.ts";
import { text } from "./parameters.ts";
import type { Plain } from "./plain.ts";
import { toValue } from "./plain-value.ts";
import { invalid, notEvaluated, tooLarge } from "./refusal.ts";
import { changeText, knownText } from "./text-parts.ts";

/** Regular expressions in RE2's syntax, matched in linear time for all patterns, as in Terraform. */
export const regexFunctions: FunctionTable = {
  regex: strict([text, text], (pattern, subject) => matches(pattern, subject, 1)[0] ?? invalid()),
  regexall: strict([text, text], (pattern, subject) => matches(pattern, subject, limits.elements)),
  replace: lenient(3, 3, replace),
};

/** Longer patterns and texts are not matched: even linear time adds up. */
const MAX_PATTERN = 1000;
const MAX_SUBJECT = 100_000;

function matches(pattern: string, subject: string, limit: number): readonly Plain[] {
  const expression = compile(pattern, subject);
  const names = Object.keys(expression.namedGroups());
  // Terraform refuses patterns that mix named and unnamed groups
  if (names.length > 0 && names.length !== expression.groupCount()) invalid();
  const found: Plain[] = [];
  const matcher = expression.matcher(subject);
  let end = -1;
  while (matcher.find() && found.length < limit) {
    // Go skips an empty match directly after another match
    if (matcher.end() === end) continue;
    end = matcher.end();
    if (names.length > 0) found.push(new Map(names.map((name) => [name, matcher.group(name)])));
    else if (expression.groupCount() === 0) found.push(matcher.group());
    else found.push(Array.from({ length: expression.groupCount() }, (_, i) => matcher.group(i + 1)));
  }
  return found;
}

function compile(pattern: string, subject: string): RE2JS {
  if (pattern.length > MAX_PATTERN || subject.length > MAX_SUBJECT) notEvaluated();
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    // Terraform allows two groups with the same name
    return /duplicate/i.test(String(error)) ? notEvaluated() : invalid();
  }
}

function replace({ place }: CallContext, value: Value, searched: Value, replacement: Value): Value {
  const [wanted, becomes] = [knownText(searched) ?? notEvaluated(), knownText(replacement) ?? notEvaluated()];
  const isPattern = wanted.length > 1 && wanted.startsWith("/") && wanted.endsWith("/");
  const subject = knownText(value);
  if (subject !== undefined) {
    const replaced = isPattern
      ? replacePattern(subject, wanted.slice(1, -1), becomes)
      : replaceText(subject, wanted, becomes);
    return toValue(replaced, place);
  }
  // a longer text could also occur across the boundary between known and unknown parts
  if (isPattern || [...wanted].length !== 1 || isWhole(value)) return unknown("not-evaluated", place);
  return changeText(value, (part) => replaceText(part, wanted, becomes), place);
}

function replaceText(subject: string, wanted: string, becomes: string): string {
  if (subject.length * Math.max(becomes.length, 1) > limits.text && subject.includes(wanted)) tooLarge();
  return subject.replaceAll(wanted, () => becomes);
}

function replacePattern(subject: string, pattern: string, becomes: string): string {
  const expression = compile(pattern, subject);
  if (subject.length * Math.max(becomes.length, 1) > limits.text) tooLarge();
  const matcher = expression.matcher(subject);
  let result = "";
  let end = 0;
  let found = false;
  while (matcher.find()) {
    if (found && matcher.end() === end) continue;
    found = true;
    result += subject.slice(end, matcher.start()) + expand(becomes, (name) => groupOf(matcher, expression, name));
    end = matcher.end();
  }
  return result + subject.slice(end);
}

/** Expands `$1`, `$name`, `${name}` and `$$` in a replacement as Go does; missing groups are empty. */
function expand(template: string, group: (name: string) => string): string {
  return template.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (all, braced?: string, bare?: string) =>
    all === "$$" ? "$" : group(braced ?? bare ?? ""),
  );
}

function groupOf(matcher: ReturnType<RE2JS["matcher"]>, expression: RE2JS, name: string): string {
  if (/^\d+$/.test(name)) return Number(name) <= expression.groupCount() ? (matcher.group(Number(name)) ?? "") : "";
  return name in expression.namedGroups() ? (matcher.group(name) ?? "") : "";
}
