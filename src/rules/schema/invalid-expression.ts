import { defineRule } from "../rule.ts";
import { expressionFaults } from "../shared/expressions/reference-walk.ts";

export default defineRule({
  summary: "An expression uses a value in a way that its type does not allow",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Expressions and Type Conversions; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops in validate, or in plan when it knows the value: + adds numbers and does not concatenate strings, a list
does not fit into a string, both branches of a conditional must have the same type, a set has no first element.`,
  bad: `variable "name" {
  type = string
}

output "queue" {
  value = var.name + "-queue"
}`,
  good: `variable "name" {
  type = string
}

output "queue" {
  value = "\${var.name}-queue"
}`,
  check({ stack }) {
    return expressionFaults(stack).filter(({ kind }) => kind === "expression");
  },
});
