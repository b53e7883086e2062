import { surroundingsOf, terraformBlocks } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { leastTerraform } from "../shared/declarations/least-terraform.ts";
import { modulePlace, versionedModules } from "../shared/declarations/module-place.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { requireTerraform } from "../shared/edits/terraform-block.ts";

export default defineRule({
  summary: "A module does not say which Terraform it needs",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_required_version"] },
  source: "Terraform language, Version Constraints (2026-11)",
  why: `Without required_version any version of Terraform runs the module. An older one stops at syntax it does not know, with an
error that does not name the cause; a newer one may write the state in a form that others can no longer read.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`,
  good: `terraform {
  required_version = ">= 1.11"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`,
  check({ stack }) {
    return versionedModules(stack).flatMap((module) => {
      const { declared, directory } = module;
      if (declared.resources.size === 0 && declared.moduleCalls.size === 0) return [];
      if (terraformBlocks(module).some((block) => block.isWritten("required_version"))) return [];
      const at = modulePlace(module);
      const { isCompletedByTool, isSynthesized, usesOpenTofu } = surroundingsOf(directory);
      if (!at || isCompletedByTool || isSynthesized) return [];
      const constraint = `>= ${leastTerraform(stack)}`;
      return [
        {
          at,
          message: "This module does not say which version of Terraform it needs",
          help: `Set required_version in the terraform block, such as "${usesOpenTofu ? ">= 1.11" : constraint}"`,
          suggestions: usesOpenTofu
            ? undefined
            : suggestionOf(`Require Terraform ${constraint}`, requireTerraform(module, constraint)),
        },
      ];
    });
  },
});
