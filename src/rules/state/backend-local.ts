import { backendOf, isTrial } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A root module explicitly keeps its state in a local file",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Backend type: local (2026-11)",
  why: `The local backend keeps the state in a file beside the configuration, in plain text. Nobody else has it, a CI runner loses
it with its disk, and concurrent runs on two machines are not prevented.`,
  ignoreWhen: "The configuration creates the bucket that holds all other states, and one person looks after it.",
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
        message:
          'The backend "local" keeps the state on the machine that runs Terraform, where nobody else has access to it',
        help: 'Use backend "s3" with encrypt = true and use_lockfile = true, and move the state with terraform init -migrate-state',
      },
    ];
  },
});
