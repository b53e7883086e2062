import { defineRule } from "../rule.ts";
import { expressionFaults } from "../shared/expressions/reference-walk.ts";

export default defineRule({
  summary: "A function is called with arguments that it does not accept",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform 1.11.4, terraform metadata functions; tried with terraform validate and console (2026-11)",
  why: `Terraform stops in validate or plan: a function accepts a certain number of arguments of certain types (a list does not
become a string), and some functions, such as regex and cidrsubnet, accept only certain values. In a branch of a conditional the
mistake stays hidden until the day the condition changes.`,
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
