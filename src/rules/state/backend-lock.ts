import { backendOf, requiredVersion } from "../../terraform/index.ts";
import { setArgument } from "../edits.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

/** The first Terraform (and OpenTofu) that locks with a file in the bucket. */
const FIRST_WITH_LOCK_FILE = [1, 10];
/** The Terraform that deprecated the table. */
const TABLE_DEPRECATED = [1, 11];

export default defineRule({
  summary: "Two runs may write the state in S3 at the same time",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Backend type: s3: State locking (2026-11); Terraform 1.11 release notes",
  why: `The S3 backend locks only when told to. Without a lock, a second run that starts while the first one is under way reads
the old state and writes over the new one: resources fall out of the state, and are created twice at the next run. The
DynamoDB table that used to hold the lock is deprecated since Terraform 1.11.`,
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
    const backend = backendOf(root);
    if (backend?.kind !== "s3" || !backend.isComplete) return [];
    const { block } = backend;
    const version = requiredVersion(root);
    const knowsLockFile = version?.allowsFrom(FIRST_WITH_LOCK_FILE) ?? true;
    const isOff = block.boolean("use_lockfile") === false;
    if (!isOff && block.isSet("use_lockfile") !== "no") return [];
    const edit = knowsLockFile ? setArgument(block, "use_lockfile", "true") : undefined;
    const fix = edit && { title: "Set use_lockfile to true", edits: [edit] };
    const table = ["dynamodb_table", "dynamodb_endpoint"].find((name) => block.isSet(name) !== "no");
    const findings: RuleFinding[] = [];
    if (!table) {
      findings.push({
        at: block.isWritten("use_lockfile") ? block.place("use_lockfile") : backend.kindPlace,
        message: "The S3 backend takes no lock, so that two runs at the same time write over each other's state",
        help: knowsLockFile
          ? "Set use_lockfile = true"
          : "Allow Terraform 1.10 or later in required_version and set use_lockfile = true; until then set dynamodb_table",
        fix,
      });
    } else if (version?.allowsFrom(TABLE_DEPRECATED) ?? true) {
      findings.push({
        at: block.namePlace(table),
        severity: "info",
        message: `The S3 backend locks with ${table}, which Terraform has deprecated since 1.11`,
        help: "Once every run uses Terraform 1.10 or later, set use_lockfile = true beside it, run terraform init -reconfigure, and later take the table out",
      });
    }
    return findings;
  },
});
