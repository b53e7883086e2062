import { isAlways, isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

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
  summary: "A table names a key, but is not encrypted with it",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS provider, expandEncryptAtRestOptions of aws_dynamodb_table; Amazon DynamoDB developer guide, Encryption at rest (2026-11)",
  why: `With enabled = false the provider leaves kms_key_arn out, and DynamoDB encrypts the table with a key that AWS owns. Whoever
reads the configuration believes that access to the key decides who can read the data.`,
  bad: example(false),
  good: example(true),
  check({ stack }) {
    return stack.resources("aws_dynamodb_table").flatMap((table) =>
      table.body.blocks("server_side_encryption").flatMap((encryption) => {
        const isOff = isAlways(table, "enabled", false, encryption);
        const hasKey = encryption.isSet("kms_key_arn") === "yes" && encryption.string("kms_key_arn") !== "";
        if (!isOff || !hasKey || isCallersChoice(table, "kms_key_arn", encryption)) return [];
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
  },
});
