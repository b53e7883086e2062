import { requiredVersion } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { type LackingBackend, s3BackendWithout } from "../shared/resources/s3-backend.ts";

/** The first Terraform (and OpenTofu) that locks with a file in the bucket. */
const FIRST_WITH_LOCK_FILE = [1, 10];
/** The Terraform that deprecated the table. */
const TABLE_DEPRECATED = [1, 11];

export default defineRule({
  summary: "Two runs may write the state to S3 at the same time",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_TF_3"] },
  source: "Terraform language, Backend type: s3: State locking (2026-11); Terraform 1.11 release notes",
  why: `The S3 backend locks only when told to. Without a lock, a second run that starts while the first one is in progress reads
the old state and overwrites the new one: resources are lost from the state, and created again at the next run. Locking with a
DynamoDB table is deprecated since Terraform 1.11.`,
  bad: `terraform {
  backend "s3" {
    bucket  = "acme-terraform-state"
    key     = "orders/terraform.tfstate"
    region  = "eu-central-1"
    encrypt = true
  }
}`,
  good: `terraform {
  backend "s3" {
    bucket       = "acme-terraform-state"
    key          = "orders/terraform.tfstate"
    region       = "eu-central-1"
    encrypt      = true
    use_lockfile = true
  }
}`,
  check({ stack: { root } }) {
    const backend = s3BackendWithout("use_lockfile", root);
    if (!backend) return [];
    const version = requiredVersion(root);
    const table = ["dynamodb_table", "dynamodb_endpoint"].find((name) => backend.block.isSet(name) !== "no");
    if (table === undefined) return [withoutLock(backend, version?.allowsFrom(FIRST_WITH_LOCK_FILE) ?? true)];
    return (version?.allowsFrom(TABLE_DEPRECATED) ?? true) ? [withTable(backend, table)] : [];
  },
});

function withoutLock({ at, suggestions }: LackingBackend, knowsLockFile: boolean): RuleFinding {
  return {
    at,
    message: "The S3 backend takes no lock, so two runs at the same time overwrite each other's state",
    help: knowsLockFile
      ? "Set use_lockfile = true, and run terraform init -reconfigure"
      : "Allow Terraform 1.10 or later in required_version and set use_lockfile = true; until then set dynamodb_table",
    suggestions: knowsLockFile ? suggestions : [],
  };
}

function withTable({ block, suggestions }: LackingBackend, table: string): RuleFinding {
  return {
    at: block.namePlace(table),
    severity: "info",
    message: `The S3 backend locks with ${table}, which is deprecated since Terraform 1.11`,
    help: "Once every run uses Terraform 1.10 or later, set use_lockfile = true beside it, run terraform init -reconfigure, and later remove the table",
    suggestions,
  };
}
