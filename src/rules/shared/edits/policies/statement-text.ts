import { isIdentifier } from "../../../../hcl/index.ts";
import type { Statement } from "../../../../iam/index.ts";

/** A statement to be written. Each part is an HCL expression in the module. */
export interface NewStatement {
  /** Allow by default. */
  readonly effect?: "Deny";
  /** Names, without quotes. */
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly principal?: { readonly type: string; readonly identifier: string };
  readonly condition?: NewCondition;
}

/** A condition to add to a statement. */
export interface NewCondition {
  readonly operator: string;
  readonly key: string;
  /** Expressions, any of which may match. */
  readonly values: readonly string[];
}

/** The value of a statement's element: one or several expressions, or an object. */
type Part = readonly string[] | { readonly [name: string]: Part };

/** How the elements of a statement are written: `Action = …`, `"Action": …`. */
export interface Notation {
  readonly isQuoted: boolean;
  readonly separator: " = " | ": " | " : ";
  /** In a JSON text, where references are in strings. */
  readonly isText: boolean;
}

/** The usual notation of resource policies in HCL. */
export const PLAIN: Notation = { isQuoted: false, separator: " = ", isText: false };

/** The notation of a statement that is an object; undefined if it cannot be determined. */
export function notationOf({ form, place }: Statement): Notation | undefined {
  const text = place.file.slice(place);
  const [, quote, before, sign] = /^\{(?:\s|(?:#|\/\/)[^\n]*\n)*("?)[A-Za-z]+\1([ \t]*)([=:])/.exec(text) ?? [];
  // within a quoted string each quote is escaped
  if (sign === undefined || form === "block" || (form === "text" && (sign !== ":" || text.includes('\\"'))))
    return undefined;
  return {
    isQuoted: quote === '"',
    separator: sign === "=" ? " = " : before === "" ? ": " : " : ",
    isText: form === "text",
  };
}

/** The elements of a statement as an object, in the order in which AWS documents them. */
export function elementsOf(statement: NewStatement): ReadonlyMap<string, Part> {
  const { effect = "Allow", principal, actions, resources = [], condition } = statement;
  const parts: readonly (readonly [string, Part])[] = [
    ["Effect", [`"${effect}"`]],
    ...(principal ? ([["Principal", { [principal.type]: [principal.identifier] }]] as const) : []),
    ["Action", actions.map((action) => `"${action}"`)],
    ...(resources.length > 0 ? ([["Resource", resources]] as const) : []),
    ...(condition ? ([["Condition", conditionPart(condition)]] as const) : []),
  ];
  return new Map(parts);
}

/** A condition as a member of a statement in JSON: `{ StringEquals: { "aws:SourceAccount": … } }`. */
export function conditionPart({ operator, key, values }: NewCondition): Part {
  return { [operator]: { [key]: values } };
}

/** An element with its name, on one line unless it is a list that does not fit; `indent` is that of the line. */
export function elementText(name: string, part: Part, notation: Notation, indent: string): string {
  const key = notation.isQuoted || !isIdentifier(name) ? `"${name}"` : name;
  return `${key}${notation.separator}${partText(part, notation, indent)}`;
}

/** A list does not make lines longer than this. */
const MAX_LINE = 110;

function partText(part: Part, notation: Notation, indent: string): string {
  if (isList(part)) return listText(part, notation, indent);
  const entries = Object.entries(part).map(([name, inner]) => elementText(name, inner, notation, indent));
  return `{ ${entries.join(", ")} }`;
}

function isList(part: Part): part is readonly string[] {
  return Array.isArray(part);
}

/** A single value as it is, several in brackets. */
export function listText(values: readonly string[], { isText }: Notation, indent: string): string {
  const texts = values.map((value) => (isText ? toJsonText(value) : value));
  const [only = "", ...more] = texts;
  if (more.length === 0) return only;
  const inline = `[${texts.join(", ")}]`;
  if (indent.length + inline.length <= MAX_LINE) return inline;
  const lines = texts.map((text) => `\n${indent}  ${text}`);
  return `[${lines.join(",")}${isText ? "" : ","}\n${indent}]`;
}

/** An expression in a JSON text: strings stay strings, and anything else is interpolated into one. */
export function toJsonText(expression: string): string {
  return expression.startsWith('"') ? expression : `"\${${expression}}"`;
}

/** A statement as a block of an aws_iam_policy_document, not yet formatted. */
export function statementBlock(statement: NewStatement, writesEffect: boolean): string {
  const { effect = "Allow", principal, actions, resources = [], condition } = statement;
  const list = (values: readonly string[]): string => {
    const text = listText(values, PLAIN, "  ");
    return text.startsWith("[") ? text : `[${text}]`;
  };
  return [
    "statement {",
    ...(writesEffect || effect !== "Allow" ? [`  effect = "${effect}"`] : []),
    `  actions = ${list(actions.map((action) => `"${action}"`))}`,
    ...(resources.length > 0 ? [`  resources = ${list(resources)}`] : []),
    ...(principal
      ? ["", "  principals {", `    type = "${principal.type}"`, `    identifiers = [${principal.identifier}]`, "  }"]
      : []),
    ...(condition ? ["", conditionBlock(condition)] : []),
    "}",
  ].join("\n");
}

/** A condition as a block of a statement, not yet formatted. */
export function conditionBlock({ operator, key, values }: NewCondition): string {
  return `condition {
  test = "${operator}"
  variable = "${key}"
  values = [${values.join(", ")}]
}`;
}

/** The argument of a resource that is a policy of one statement, not yet formatted. */
export function policyArgument(statement: NewStatement): string {
  const elements = [...elementsOf(statement)].map(([name, part]) => elementText(name, part, PLAIN, "        "));
  return `policy = jsonencode({
  Version = "2012-10-17"
  Statement = [
    {
      ${elements.join("\n      ")}
    },
  ]
})`;
}
