import { backendOf, isTrial } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A root module asks for its state to be kept in a local file",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Backend type: local (2026-11)",
  why: `The local backend keeps the state in a file beside the configuration, in clear. Nobody else has it, a CI runner loses it
with its disk, and two runs on two machines are not kept apart.`,
  ignoreWhen: "The configuration makes the bucket that holds the states of all others, and one person looks after it.",
  bad: `terraform {
  backend "local" {
    path = "terraform.tfstate"
  }
}`,
  good: `terraform {
  backend "s3" {
    bucket       = "acme-terraform-state"
    key          = "jobs/terraform.tfstate"
    region       = "eu-central-1"
    encrypt      = true
    use_lockfile = true
  }
}`,
  check({ stack: { root } }) {
    const backend = backendOf(root);
    if (backend?.kind !== "local" || isTrial(root)) return [];
    return [
      {
        at: backend.kindPlace,
        message: 'The backend "local" keeps the state on the machine that runs Terraform, where nobody else has it',
        help: 'Use backend "s3" with encrypt = true and use_lockfile = true, and move the state with terraform init -migrate-state',
      },
    ];
  },
});
