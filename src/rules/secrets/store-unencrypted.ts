import type { Stack } from "../../lambda/index.ts";
import { type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { turnOn } from "../shared/edits/switches.ts";
import { isMadeFromAnother, mayBeGiven } from "../shared/resources/made-from-another.ts";
import { isRedis, toSwitch, whereOff } from "../shared/resources/switches.ts";

type ByDefault = boolean | ((store: Resource) => boolean);

/** The switch of each kind of store, and whether it is off unless it is set. */
const STORES: readonly (readonly [type: string, name: string, isOff: ByDefault])[] = [
  ["aws_efs_file_system", "encrypted", true],
  ["aws_db_instance", "storage_encrypted", true],
  ["aws_docdb_cluster", "storage_encrypted", true],
  ["aws_neptune_cluster", "storage_encrypted", true],
  // clusters of Aurora that are new are encrypted unless they say otherwise
  ["aws_rds_cluster", "storage_encrypted", false],
  ["aws_redshift_cluster", "encrypted", false],
  ["aws_opensearch_domain", "encrypt_at_rest.enabled", true],
  ["aws_elasticsearch_domain", "encrypt_at_rest.enabled", true],
  ["aws_elasticache_replication_group", "at_rest_encryption_enabled", isRedis],
  ["aws_dax_cluster", "server_side_encryption.enabled", true],
  ["aws_appsync_api_cache", "at_rest_encryption_enabled", true],
];

const example = (encrypted: string) => `resource "aws_db_instance" "orders" {
  identifier                  = "orders"
  engine                      = "postgres"
  instance_class              = "db.t4g.micro"
  allocated_storage           = 20
  username                    = "orders"
  manage_master_user_password = true${encrypted}
}`;

export default defineRule({
  summary: "A database, a file system or a cache stores its data unencrypted",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: [
      ...["CKV_AWS_5", "CKV_AWS_16", "CKV_AWS_29", "CKV_AWS_42", "CKV_AWS_44", "CKV_AWS_47", "CKV_AWS_74"],
      ...["CKV_AWS_96", "CKV_AWS_214"],
    ],
    trivy: ["AWS-0037", "AWS-0048", "AWS-0076", "AWS-0080", "AWS-0023", "AWS-0020"],
    kics: ["rds_storage_not_encrypted", "efs_not_encrypted", "elasticsearch_domain_not_encrypted_node_to_node"],
    cfn_nag: ["F26", "F27", "F32"],
  },
  source: "AWS provider 6.66.0, documentation; Amazon RDS user guide, Encrypting Amazon RDS resources (2026-11)",
  why: `Encryption at rest costs nothing and is chosen when the store is created: enabling it later means copying all data to a new
one. Audits ask for it, and snapshots that are shared by mistake are useless without the key.`,
  ignoreWhen: "The data is public, or is encrypted before it is stored.",
  bad: example(""),
  good: example(`
  storage_encrypted           = true`),
  check({ stack }) {
    const mounted = mountedFileSystems(stack);
    return STORES.flatMap(([type, name, byDefault]) =>
      stack
        .resources(type)
        .filter((store) => !mounted.has(store) && !isSetElsewhere(store))
        .flatMap((store) => {
          const isOffByDefault = typeof byDefault === "boolean" ? byDefault : byDefault(store);
          const setting = toSwitch(name, { isOffByDefault });
          const at = whereOff(store, setting);
          if (!at) return [];
          return [
            {
              at,
              resource: store.address,
              message: `${store} stores its data unencrypted`,
              help: `Set ${name} to true before there is data: enabling it later takes a new store and a copy`,
              suggestions: suggestionOf(`Set ${name} to true, which replaces the existing one`, turnOn(store, setting)),
            },
          ];
        }),
    );
  },
});

/** A key says that the store is to be encrypted with it: secrets/key-unused tells where it is not. */
function isSetElsewhere(store: Resource): boolean {
  return isMadeFromAnother(store) || mayBeGiven(store, "kms_key_id");
}

/** The file systems with access points that functions mount: function/efs-unencrypted speaks of these. */
function mountedFileSystems(stack: Stack): ReadonlySet<Resource | undefined> {
  return new Set(
    stack.functions
      .flatMap((fn) => fn.body.blocks("file_system_config"))
      .map((block) => referredOfType(block.value("arn"), "aws_efs_access_point"))
      .map((point) => point && referredOfType(point.body.value("file_system_id"), "aws_efs_file_system")),
  );
}
