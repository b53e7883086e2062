import { defineRule } from "../rule.ts";
import { s3BackendWithout } from "../shared/resources/s3-backend.ts";

export default defineRule({
  summary: "The S3 backend does not request encryption of the state",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Backend type: s3: encrypt (2026-11)",
  why: `A state holds every value in plain text, including passwords and keys. Without encrypt, Terraform sends no encryption
header, and what protects the state is whatever the bucket happens to do by default; a bucket policy that demands the header
refuses it.`,
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
    const backend = s3BackendWithout("encrypt", root);
    if (!backend) return [];
    return [
      {
        at: backend.at,
        message: backend.isOff
          ? "The S3 backend turns off encryption of the state"
          : "The S3 backend leaves encryption of the state to the bucket's default",
        help: "Set encrypt = true, and kms_key_id to use your own key",
        fix: backend.fix,
      },
    ];
  },
});
