import { backendOf, isTrial, rootKind, surroundingsOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { modulePlace } from "../shared/declarations/module-place.ts";
import { backendBeside } from "../shared/edits/backend-beside.ts";

export default defineRule({
  summary: "A root module keeps its state in a file on whichever machine runs it",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Backend block configuration (2026-11)",
  why: `Without a backend the state is in terraform.tfstate beside the configuration. The next person, or a CI runner with a fresh
checkout, has no state and would create everything a second time; concurrent runs are not prevented; and every secret is in plain
text on a disk or in the repository.`,
  ignoreWhen: "The platform that runs Terraform keeps the state itself, or writes the backend before it runs.",
  bad: `provider "aws" {
  region = "eu-central-1"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`,
  good: `terraform {
  backend "s3" {
    bucket       = "acme-terraform-state"
    key          = "jobs/terraform.tfstate"
    region       = "eu-central-1"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region = "eu-central-1"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`,
  check(context) {
    const { root } = context.stack;
    if (rootKind(root) !== "root" || isTrial(root) || backendOf(root)) return [];
    if (root.resources.length === 0 && root.calls.length === 0) return [];
    // terragrunt and terramate write the backend when they run
    if (surroundingsOf(root.directory).isCompletedByTool) return [];
    const at = modulePlace(root);
    if (!at) return [];
    return [
      {
        at,
        message: "This root module has no backend, so its state stays on the machine that runs Terraform",
        // asked for here alone, as it takes looking at every root
        suggestions: backendBeside(root, context.states),
        help: 'Add a backend to the terraform block: backend "s3" with bucket, key, region, encrypt = true and use_lockfile = true, or cloud',
      },
    ];
  },
});
