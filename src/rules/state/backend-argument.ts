import { didYouMean } from "../../aws/did-you-mean.ts";
import { type Backend, backendOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { replacing } from "../shared/edits/fixes.ts";

/** The backends that Terraform 1.11.4 has; others came and went, and a name near none of these may be one of them. */
const TYPES = "azurerm consul cos gcs http inmem kubernetes local oss pg remote s3".split(" ");

/** The arguments of the S3 backend: what init of Terraform 1.11.4 takes, and then what versions before 1.10 took. */
const S3_ARGUMENTS = [
  ..."access_key acl allowed_account_ids assume_role assume_role_with_web_identity bucket custom_ca_bundle".split(" "),
  ..."dynamodb_endpoint dynamodb_table ec2_metadata_service_endpoint ec2_metadata_service_endpoint_mode".split(" "),
  ..."encrypt endpoint endpoints forbidden_account_ids force_path_style http_proxy https_proxy iam_endpoint".split(" "),
  ..."insecure key kms_key_id max_retries no_proxy profile region retry_mode secret_key shared_config_files".split(" "),
  ..."shared_credentials_file shared_credentials_files skip_credentials_validation skip_metadata_api_check".split(" "),
  ..."skip_region_validation skip_requesting_account_id skip_s3_checksum sse_customer_key sts_endpoint".split(" "),
  ..."sts_region token use_dualstack_endpoint use_fips_endpoint use_lockfile use_path_style".split(" "),
  ..."workspace_key_prefix".split(" "),
  ..."assume_role_duration_seconds assume_role_policy assume_role_policy_arns assume_role_tags".split(" "),
  ..."assume_role_transitive_tag_keys external_id role_arn session_name use_legacy_workflow".split(" "),
];
const KNOWN: ReadonlySet<string> = new Set(S3_ARGUMENTS);

/** What others call what the S3 backend has under another name. */
const BORROWED: ReadonlyMap<string, string> = new Map([
  ["lock_table", "dynamodb_table"],
  ["lock_file", "use_lockfile"],
  ["lockfile", "use_lockfile"],
  ["bucket_name", "bucket"],
  ["prefix", "key"],
  ["path", "key"],
]);

const example = (name: string) => `terraform {
  backend "s3" {
    bucket  = "acme-terraform-state"
    key     = "orders/terraform.tfstate"
    region  = "eu-central-1"
    encrypt = true

    ${name} = true
  }
}`;

export default defineRule({
  summary: "A backend has an argument that it does not know, or is none",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Backend type: s3 (2026-11); tried with init of Terraform 1.11.4",
  why: `terraform init stops with "Unsupported argument" or "Unsupported backend type". validate without a backend, as pipelines run it,
does not see it.`,
  bad: example("use_lock_file"),
  good: example("use_lockfile"),
  check({ stack: { root } }) {
    const backend = backendOf(root);
    if (!backend || backend.kind === "cloud") return [];
    if (!TYPES.includes(backend.kind)) return typeFault(backend);
    return backend.kind === "s3" ? argumentFaults(backend) : [];
  },
});

function typeFault({ kind, kindPlace }: Backend): RuleFinding[] {
  const meant = didYouMean(kind, TYPES);
  if (meant === undefined) return [];
  return [{ at: kindPlace, message: `There is no backend ${kind}`, help: `Did you mean ${meant}?` }];
}

function argumentFaults({ block }: Backend): RuleFinding[] {
  return block.argumentNames.flatMap((name) => {
    if (KNOWN.has(name)) return [];
    const meant = BORROWED.get(name) ?? didYouMean(name, S3_ARGUMENTS);
    // a name that is near none may be that of a version to come
    if (meant === undefined || block.isWritten(meant)) return [];
    const at = block.namePlace(name);
    return [
      {
        at,
        message: `The S3 backend has no argument ${name}`,
        help: `Did you mean ${meant}?`,
        ...(!BORROWED.has(name) && { fix: replacing(at, meant) }),
      },
    ];
  });
}
