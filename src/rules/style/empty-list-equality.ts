import { placeOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { expressionsOfKind, nativeFiles } from "../shared/declarations/native-files.ts";

export default defineRule({
  summary: "A list is compared with [], which is never true for a list",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_empty_list_equality"] },
  source: "Terraform language, Equality Operators (2026-11)",
  why: `[] is an empty tuple, and == is true only between values of the same type: a variable of type list(string) is never equal to
it, even when empty. The condition always goes the same way.`,
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
    return nativeFiles(stack).flatMap((file) =>
      expressionsOfKind(file, "binary").flatMap((comparison) => {
        const { operator, left, right } = comparison;
        const sides = [left, right].filter((side) => !(side.kind === "tuple" && side.elements.length === 0));
        const [other] = sides;
        if ((operator !== "==" && operator !== "!=") || sides.length !== 1 || !other) return [];
        const text = file.source.slice(other);
        const better = `length(${text}) ${operator === "==" ? "== 0" : "> 0"}`;
        const at = placeOf(comparison, file.source);
        return [
          {
            at,
            message: `${operator === "==" ? "== [] is never true" : "!= [] is never false"} for a list, even an empty one`,
            help: `Write ${better}`,
          },
        ];
      }),
    );
  },
});
