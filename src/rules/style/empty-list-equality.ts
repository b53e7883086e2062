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
  summary: "A list is compared with [], or a map with {}, which are never equal",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_empty_list_equality"] },
  source: "Terraform language, Equality Operators (2026-11); tried with Terraform 1.11",
  why: `[] is an empty tuple, {} is an empty object, and == is true only between values of the same type: a variable of type
list(string) or map(string) is never equal to them, even when empty. The condition always has the same result.`,
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
      const other = isEmpty(left) ? right : left;
      const empty = other === left ? right : left;
      if ((operator !== "==" && operator !== "!=") || !isEmpty(empty) || isEmpty(other)) return [];
      if (!isCollection(other, empty.kind, stack, module, file.source)) return [];
      const spoken = empty.kind === "tuple" ? { literal: "[]", kind: "list" } : { literal: "{}", kind: "map" };
      const text = file.source.slice(other);
      const better = `length(${text}) ${operator === "==" ? "== 0" : "> 0"}`;
      const at = placeOf(comparison, file.source);
      return [
        {
          at,
          message: `${shortened(text)} ${operator} ${spoken.literal} is never ${operator === "==" ? "true" : "false"}, even for an empty ${spoken.kind}`,
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
/** Functions that return a map; merge, zipmap and others may return an object. */
const OF_MAPS: ReadonlySet<string> = new Set(["tomap", "transpose"]);

type Empty = "tuple" | "object";

/** Whether an expression is `[]` or `{}`. */
function isEmpty(expression: Expression): expression is Expression & { readonly kind: Empty } {
  if (expression.kind === "tuple") return expression.elements.length === 0;
  return expression.kind === "object" && expression.items.length === 0;
}

/**
 * Whether a value is declared as a list or set, if compared with `[]`, or as a map, if compared with `{}`: [for …] is a
 * tuple, which equals [] if it is empty.
 */
function isCollection(
  expression: Expression,
  empty: Empty,
  stack: Stack,
  module: Module,
  file: Place["file"],
): boolean {
  if (expression.kind === "parentheses") return isCollection(expression.inner, empty, stack, module, file);
  if (expression.kind === "call") return (empty === "tuple" ? OF_LISTS : OF_MAPS).has(expression.name);
  const [root] = writtenPath(expression);
  if (root === undefined || root === "local" || root === "module") return false;
  const shape = shapeOf(expressionType(stack, module, expression, file));
  return empty === "tuple" ? shape === "list" || shape === "set" : shape === "map";
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
