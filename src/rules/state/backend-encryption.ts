import { backendOf } from "../../terraform/index.ts";
import { setArgument } from "../edits.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "The S3 backend does not ask for the state to be encrypted",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Backend type: s3: encrypt (2026-11)",
  why: `A state holds every value in clear, passwords and keys too. Without encrypt, Terraform sends no encryption header, and
what protects the state is whatever the bucket happens to do by default; a bucket policy that demands the header refuses it.`,
  bad: `terraform {
  backend "s3" {
    bucket       = "acme-terraform-state"
    key          = "orders/terraform.tfstate"
    region       = "eu-central-1"
    use_lockfile = true
  }
}`,
  good: `terraform {
  backend "s3" {
    bucket       = "acme-terraform-state"
    key          = "orders/terraform.tfstate"
    region       = "eu-central-1"
    use_lockfile = true
    encrypt      = true
  }
}`,
  check({ stack: { root } }) {
    const backend = backendOf(root);
    // a backend without bucket or key gets the rest, perhaps encrypt too, from init -backend-config
    if (backend?.kind !== "s3" || !backend.isComplete) return [];
    const { block } = backend;
    const isOff = block.boolean("encrypt") === false;
    if (!isOff && block.isSet("encrypt") !== "no") return [];
    const edit = setArgument(block, "encrypt", "true");
    return [
      {
        at: block.isWritten("encrypt") ? block.place("encrypt") : backend.kindPlace,
        message: isOff
          ? "The S3 backend turns encryption of the state off"
          : "The S3 backend leaves encryption of the state to the bucket's default",
        help: "Set encrypt = true, and kms_key_id for a key of your own",
        fix: edit && { title: "Set encrypt to true", edits: [edit] },
      },
    ];
  },
});
