import { stringOf, type Value } from "../terraform/index.ts";
import type { PolicyDocument } from "./document.ts";
import type { Statement, Strings } from "./statement.ts";

// IAM user guide, IAM and AWS STS quotas (2026-11): none of these can be raised. White space does not count.

/** Characters of a managed policy, without white space. */
export const MAX_MANAGED_POLICY = 6_144;
/** Characters of all inline policies of a role together, without white space. */
export const MAX_ROLE_POLICIES = 10_240;
/** Characters of all inline policies of a group together, without white space. */
export const MAX_GROUP_POLICIES = 5_120;
/** Characters of all inline policies of a user together, without white space. */
export const MAX_USER_POLICIES = 2_048;

/** The minimum size of a document, in characters without white space; unknown parts count as empty. */
export function minimumSize(document: PolicyDocument): number {
  if (document.content) return sizeOf(document.content);
  return document.statements.reduce((sum, statement) => sum + statementSize(statement), '{"Statement":[]}'.length);
}

function sizeOf(value: Value): number {
  switch (value.kind) {
    case "object":
      return [...value.entries].reduce((sum, [key, entry]) => sum + key.length + 3 + sizeOf(entry) + 1, 1);
    case "list":
      return value.elements.reduce((sum, element) => sum + sizeOf(element) + 1, 1);
    default:
      return textSize(value) + 2;
  }
}

function textSize(value: Value): number {
  if (value.kind === "template")
    return value.parts.reduce((sum, part) => sum + (typeof part === "string" ? bare(part) : textSize(part)), 0);
  return bare(stringOf(value) ?? "");
}

function bare(text: string): number {
  return text.replace(/\s/g, "").length;
}

function statementSize({ actions, notActions, resources, notResources, conditions }: Statement): number {
  const elements = [actions, notActions, resources, notResources, ...conditions.map(({ values }) => values)];
  return elements.reduce((sum, strings) => sum + stringsSize(strings), '{"Effect":"Allow"},'.length);
}

function stringsSize({ values }: Strings): number {
  return values.reduce((sum, value) => sum + textSize(value) + 3, 0);
}
