import { isAlways, isCallersChoice, isLeftOut } from "../../terraform/index.ts";
import { defineRule, type RuleContext, type RuleFinding } from "../rule.ts";
import { setInBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "A table or database cannot be restored to an earlier point in time",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_28", "CKV_AWS_133"],
    trivy: ["AWS-0024"],
    kics: ["dynamodb_table_point_in_time_recovery_disabled", "rds_with_backup_disabled"],
    cfn_nag: ["W78"],
  },
  source:
    "Amazon DynamoDB developer guide, Point-in-time backups for DynamoDB; Amazon RDS user guide, Backup retention period (2026-11)",
  why: `A function that writes the wrong thing writes it to thousands of items before anyone notices. With point-in-time recovery
the table can be restored to any second of the last 35 days. A retention period of 0 turns off the backups of a database, and
with them the same.`,
  ignoreWhen: "The table or database is a cache, or is backed up by AWS Backup.",
  bad: `resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}`,
  good: `resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }
}`,
  check(context) {
    return [...tables(context), ...databases(context)];
  },
});

function tables({ stack }: RuleContext): readonly RuleFinding[] {
  return stack.resources("aws_dynamodb_table").flatMap((table) => {
    const [block] = table.body.blocks("point_in_time_recovery");
    const isOff = block?.isCertain === true && isAlways(table, "enabled", false, block);
    if (!isOff && !isLeftOut(table, "point_in_time_recovery")) return [];
    // items that expire are seldom missed
    if (table.body.hasBlock("ttl") !== "no") return [];
    return [
      {
        at: block ? block.place("enabled") : table.body.place("point_in_time_recovery"),
        resource: table.address,
        message: `${table} has no point-in-time recovery`,
        help: "Add point_in_time_recovery { enabled = true }",
        suggestions: suggestionOf(
          "Turn on point-in-time recovery",
          setInBlock(table.body, "point_in_time_recovery", "enabled", "true"),
        ),
      },
    ];
  });
}

/** Databases whose backups are switched off. A replica's data is that of its source. */
function databases({ stack }: RuleContext): readonly RuleFinding[] {
  return stack
    .resources("aws_db_instance")
    .filter(
      (database) =>
        database.body.number("backup_retention_period") === 0 &&
        !isCallersChoice(database, "backup_retention_period") &&
        database.body.isSet("replicate_source_db") === "no",
    )
    .map((database) => ({
      at: database.body.place("backup_retention_period"),
      resource: database.address,
      message: `${database} has no backups, so it cannot be restored`,
      help: "Set backup_retention_period to the number of days, up to 35, for which it should be restorable",
    }));
}
