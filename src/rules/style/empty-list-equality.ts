import type { Expression } from "../../hcl/index.ts";
import type { Stack } from "../../lambda/index.ts";
import { distinctDirectories, type Module, type Place, placeOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { expressionsOfKind, nativeFilesOf } from "../shared/declarations/native-files.ts";
import { writtenPath } from "../shared/declarations/written-syntax.ts";
import { replacing } from "../shared/edits/fixes.ts";
import { shapeOf } from "../shared/expressions/expression-shape.ts";
import { expressionType } from "../shared/expressions/reference-walk.ts";

export default defineRule({
  summary: "A list is compared with [], which is never true for a list",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_empty_list_equality"] },
  source: "Terraform language, Equality Operators (2026-11)",
  why: `[] is an empty tuple, and == is true only between values of the same type: a variable of type list(string) is never equal to
it, even when empty. The condition always has the same result.`,
  bad: `variable "subnets" {
  type = list(string)
}

output "in_vpc" {
  value = var.subnets != []
}`,
  good: `variable "subnets" {
  type = list(string)
}

output "in_vpc" {
  value = length(var.subnets) > 0
}`,
  check({ stack }) {
    return comparisonsOf(stack).flatMap(({ module, file, comparison }) => {
      const { operator, left, right } = comparison;
      const sides = [left, right].filter((side) => !(side.kind === "tuple" && side.elements.length === 0));
      const [other] = sides;
      if ((operator !== "==" && operator !== "!=") || sides.length !== 1 || !other) return [];
      if (!isList(other, stack, module, file.source)) return [];
      const text = file.source.slice(other);
      const better = `length(${text}) ${operator === "==" ? "== 0" : "> 0"}`;
      const at = placeOf(comparison, file.source);
      return [
        {
          at,
          message: `${shortened(text)} ${operator} [] is never ${operator === "==" ? "true" : "false"}, even for an empty list`,
          help: `Write ${better}`,
          suggestions: [replacing(at, better)],
        },
      ];
    });
  },
});

/** Functions that return a list or set; concat, values and others return a tuple (tried with Terraform 1.11). */
const OF_LISTS: ReadonlySet<string> = new Set(
  "coalescelist compact distinct fileset formatlist setunion sort tolist toset".split(" "),
);

/** Whether a value is declared as a list or set: [for …] is a tuple, which equals [] if it is empty. */
function isList(expression: Expression, stack: Stack, module: Module, file: Place["file"]): boolean {
  if (expression.kind === "parentheses") return isList(expression.inner, stack, module, file);
  if (expression.kind === "call") return OF_LISTS.has(expression.name);
  const [root] = writtenPath(expression);
  if (root === undefined || root === "local" || root === "module") return false;
  const shape = shapeOf(expressionType(stack, module, expression, file));
  return shape === "list" || shape === "set";
}

function comparisonsOf(stack: Stack) {
  return distinctDirectories(stack.modules).flatMap((module) =>
    nativeFilesOf(module).flatMap((file) =>
      expressionsOfKind(file, "binary").map((comparison) => ({ module, file, comparison })),
    ),
  );
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
