import { defineRule } from "../rule.ts";
import { expressionFaults } from "../shared/expressions/reference-walk.ts";

export default defineRule({
  summary: "A function is called with arguments that it does not take",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform 1.11.4, terraform metadata functions; tried with terraform validate and console (2026-11)",
  why: `Terraform stops in validate or plan: a function has so many arguments and not more, of types that do not become one another (a
list is no string), and some take only some values, as regex and cidrsubnet do. In an arm of a condition it lies until the day
that the condition turns.`,
  bad: `variable "subnets" {
  type = list(string)
}

output "subnets" {
  value = join(var.subnets, ",")
}`,
  good: `variable "subnets" {
  type = list(string)
}

output "subnets" {
  value = join(",", var.subnets)
}`,
  check({ stack }) {
    return expressionFaults(stack).filter(({ kind }) => kind === "call");
  },
});
