import { parseExpression, type SourceFile, type Span } from "../../hcl/index.ts";
import { distinctDirectories, mayRunFrom, parseTypeConstraint, placeOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { plainText } from "../shared/declarations/written-syntax.ts";
import { replacing } from "../shared/edits/fixes.ts";

/** What Terraform 0.11 took in quotes, and what says the same now. */
const UNQUOTED: ReadonlyMap<string, string> = new Map([
  ["string", "string"],
  ["list", "list(string)"],
  ["map", "map(string)"],
]);
const FIRST_WITHOUT = [0, 15];

export default defineRule({
  summary: "The type of a variable is in quotes",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform 1.11, which refuses it: Invalid quoted type constraints (2026-11)",
  why: "Terraform 0.11 used this form. Since 0.15 Terraform stops there, before it reads anything else.",
  bad: `variable "tags" {
  type = "map"
}`,
  good: `variable "tags" {
  type = map(string)
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => {
      if (!mayRunFrom(FIRST_WITHOUT, module)) return [];
      return [...module.declared.variables.values()].flatMap(({ attributes }) => {
        const type = attributes.get("type");
        const expression = type?.node.expression;
        const isEmpty = expression?.kind === "template" && expression.parts.length === 0;
        const text = isEmpty ? "" : expression && plainText(expression);
        if (!type || !expression || text === undefined) return [];
        const old = UNQUOTED.get(text);
        const unquoted = old ?? (isType(type.file, expression) ? text : "string, number, bool, list(…), map(…)");
        const at = placeOf(expression, type.file);
        // what a list or map holds, the old form does not say
        const isSure = (old ?? text) === text && unquoted === text;
        return [
          {
            at,
            message: "Since 0.15 Terraform does not accept a type in quotes",
            help: `Write ${unquoted}${isSure ? "" : ", or what else it holds"}`,
            fix: isSure ? replacing(at, text) : undefined,
          },
        ];
      });
    });
  },
});

/** Whether what stands within the quotes is a type. */
function isType(file: SourceFile, { start, end }: Span): boolean {
  const parsed = parseExpression(file, { start: start + 1, end: end - 1 });
  const place = { file, start, end };
  return (
    parsed.kind === "read" &&
    parseTypeConstraint(parsed.node, () => ({ kind: "unknown", why: "not-evaluated", place })) !== undefined
  );
}
