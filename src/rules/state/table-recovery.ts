import { isAlways, isLeftOut } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setInBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "A table cannot be restored to an earlier point in time",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_28"],
    trivy: ["AWS-0024"],
    kics: ["dynamodb_table_point_in_time_recovery_disabled"],
    cfn_nag: ["W78"],
  },
  source: "Amazon DynamoDB developer guide, Point-in-time backups for DynamoDB (2026-11)",
  why: `A function that writes the wrong thing writes it to thousands of items before anyone notices. With point-in-time recovery
the table can be restored to any second of the last 35 days.`,
  ignoreWhen: "The table is a cache, or is backed up by AWS Backup.",
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
  check({ stack }) {
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
  },
});
