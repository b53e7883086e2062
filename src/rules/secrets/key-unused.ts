import { type BlockValue, isAlways, isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleContext, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { turnOn } from "../shared/edits/switches.ts";
import { isMadeFromAnother } from "../shared/resources/made-from-another.ts";
import { toSwitch, whereOff } from "../shared/resources/switches.ts";

const example = (enabled: boolean) => `resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  server_side_encryption {
    enabled     = ${enabled}
    kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
}`;

export default defineRule({
  summary: "A table, bucket or database names a key, but is not encrypted with it",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3720"] },
  source:
    "AWS provider, expandEncryptAtRestOptions of aws_dynamodb_table; Amazon DynamoDB developer guide, Encryption at rest; Amazon S3 API reference, ServerSideEncryptionByDefault; AWS provider, aws_db_instance: kms_key_id (2026-11)",
  why: `With enabled = false the provider leaves kms_key_arn out, and DynamoDB encrypts the table with a key that AWS owns. Whoever
reads the configuration believes that access to the key decides who can read the data. S3 refuses a key with the algorithm
AES256, which is for keys of S3 itself. The key of a database counts only together with storage_encrypted.`,
  bad: example(false),
  good: example(true),
  check(context) {
    return [...tables(context), ...buckets(context), ...databases(context)];
  },
});

function tables({ stack }: RuleContext): readonly RuleFinding[] {
  return stack.resources("aws_dynamodb_table").flatMap((table) =>
    table.body.blocks("server_side_encryption").flatMap((encryption) => {
      const isOff = isAlways(table, "enabled", false, encryption);
      if (!isOff || !hasKey(table, encryption, "kms_key_arn")) return [];
      return [
        {
          at: encryption.place("enabled"),
          resource: table.address,
          message: `${table} names a key, but with enabled = false DynamoDB uses one that AWS owns`,
          help: "Set enabled = true to use the key, or remove kms_key_arn",
          related: [{ at: encryption.place("kms_key_arn"), message: "the key" }],
          suggestions: suggestionOf("Use the key", setArgument(encryption, "enabled", "true")),
        },
      ];
    }),
  );
}

const DEFAULTS = "rule.apply_server_side_encryption_by_default";

/** Where a bucket's encryption is set. */
const OF_BUCKETS: readonly (readonly [type: string, path: string])[] = [
  ["aws_s3_bucket", `server_side_encryption_configuration.${DEFAULTS}`],
  ["aws_s3_bucket_server_side_encryption_configuration", DEFAULTS],
];

function buckets({ stack }: RuleContext): readonly RuleFinding[] {
  return OF_BUCKETS.flatMap(([type, path]) =>
    stack.resources(type).flatMap((resource) =>
      blocksAt(resource.body, path.split(".")).flatMap((encryption) => {
        const isOther = isAlways(resource, "sse_algorithm", "AES256", encryption);
        if (!isOther || !hasKey(resource, encryption, "kms_master_key_id")) return [];
        return [
          {
            at: encryption.place("sse_algorithm"),
            severity: "error" as const,
            resource: resource.address,
            message: `${resource} names a key, which S3 refuses with the algorithm AES256`,
            help: 'Set sse_algorithm = "aws:kms" to use the key, or remove kms_master_key_id',
            related: [{ at: encryption.place("kms_master_key_id"), message: "the key" }],
            suggestions: suggestionOf("Use the key", setArgument(encryption, "sse_algorithm", '"aws:kms"')),
          },
        ];
      }),
    ),
  );
}

function hasKey(resource: Resource, encryption: BlockValue, argument: string): boolean {
  const isGiven = encryption.isSet(argument) === "yes" && encryption.string(argument) !== "";
  return isGiven && !isCallersChoice(resource, argument, encryption);
}

/** Databases with a key, and whether they are unencrypted unless they say otherwise. */
const DATABASES: readonly (readonly [type: string, isOffByDefault: boolean])[] = [
  ["aws_db_instance", true],
  ["aws_docdb_cluster", true],
  ["aws_neptune_cluster", true],
  ["aws_rds_cluster", false],
];

function databases({ stack }: RuleContext): readonly RuleFinding[] {
  return DATABASES.flatMap(([type, isOffByDefault]) =>
    stack.resources(type).flatMap((database) => {
      const setting = toSwitch("storage_encrypted", { isOffByDefault });
      const at = whereOff(database, setting);
      const isIdle = at && hasKey(database, database.body, "kms_key_id") && !isMadeFromAnother(database);
      // Oracle and SQL Server on instances of one's own are always encrypted with the key
      if (!isIdle || database.body.string("engine")?.startsWith("custom-")) return [];
      return [
        {
          at,
          resource: database.address,
          message: `${database} names a key, which counts only if storage_encrypted is true`,
          help: "Set storage_encrypted to true before there is data, or remove kms_key_id",
          related: [{ at: database.body.place("kms_key_id"), message: "the key" }],
          suggestions: suggestionOf("Use the key, which replaces an existing database", turnOn(database, setting)),
        },
      ];
    }),
  );
}
