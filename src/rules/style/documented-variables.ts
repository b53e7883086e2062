import { defineRule } from "../rule.ts";
import { undocumented } from "../shared/declarations/undocumented.ts";

export default defineRule({
  summary: "A variable has no description",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { tflint: ["terraform_documented_variables"], kics: ["variable_without_description"] },
  source: "Terraform language, Input Variables: description (2026-11)",
  why: `Callers of the module see its variables and have to guess what they mean, in which unit, and what happens without them.
terraform-docs, the registry and editors show the description.`,
  bad: `variable "memory_size" {
  type = number
}`,
  good: `variable "memory_size" {
  description = "Memory of the function in MB"
  type        = number
}`,
  together: { message: "variables have no description", help: "Say in one sentence what each of them is" },
  check({ stack }) {
    return undocumented(stack, "variable");
  },
});
