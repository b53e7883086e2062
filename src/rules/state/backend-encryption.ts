import { type Module, terraformBlocks } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { s3BackendWithout } from "../shared/resources/s3-backend.ts";

export default defineRule({
  summary: "The S3 backend does not request encryption of the state",
  severity: "info",
  profile: "recommended",
  since: "0.1",
  source:
    "Terraform language, Backend type: s3: encrypt; Amazon S3 User Guide, default encryption for S3 buckets, since January 2023",
  why: `A state holds every value in plain text, including passwords and keys. Without encrypt, Terraform sends no encryption header: the
state is encrypted as the bucket does by default, at least with a key of S3 itself, and a bucket policy that demands the header refuses it.`,
  ignoreWhen:
    "The bucket encrypts with your own key by default: encrypt without kms_key_id would request one of S3 instead.",
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
    if (!backend || isEncryptedBefore(root)) return [];
    return [
      {
        at: backend.at,
        message: backend.isOff
          ? "The S3 backend turns off its request to encrypt the state"
          : "The S3 backend leaves encryption of the state to the bucket's default",
        help: "Set encrypt = true, and kms_key_id to use your own key; then run terraform init -reconfigure",
        suggestions: backend.suggestions,
      },
    ];
  },
});

/** OpenTofu can encrypt the state itself, before storing it. */
function isEncryptedBefore(root: Module): boolean {
  return terraformBlocks(root).some((block) =>
    block.blocks("encryption").some((encryption) => encryption.blocks("state").length > 0),
  );
}
