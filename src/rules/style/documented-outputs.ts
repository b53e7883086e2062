import { defineRule } from "../rule.ts";
import { undocumented } from "../shared/declarations/undocumented.ts";

export default defineRule({
  summary: "An output has no description",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { tflint: ["terraform_documented_outputs"], kics: ["output_without_description"] },
  source: "Terraform language, Output Values: description (2026-11)",
  why: `Users of the module see its outputs and have to guess whether one is a name, an id or an ARN. terraform-docs, the registry
and editors show the description.`,
  bad: `output "queue" {
  value = "jobs"
}`,
  good: `output "queue" {
  description = "Name of the queue that takes the jobs"
  value       = "jobs"
}`,
  together: { message: "outputs have no description", help: "Say in one sentence what each of them is" },
  check({ stack }) {
    return undocumented(stack, "output");
  },
});
