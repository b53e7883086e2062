import { isCallersChoice, isLeftOut } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const CAPACITIES = ["read_capacity", "write_capacity"];

export default defineRule({
  summary: "A table's capacity does not match its billing mode",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3638", "E3639"] },
  source: "AWS provider, aws_dynamodb_table: billing_mode; Amazon DynamoDB API reference, CreateTable (2026-11)",
  why: `A table is provisioned by default, and then needs both capacities; one that is billed per request accepts none. The plan or
the apply fails.`,
  bad: `resource "aws_dynamodb_table" "orders" {
  name     = "orders"
  hash_key = "id"

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
}`,
  check({ stack }) {
    return stack.resources("aws_dynamodb_table").flatMap((table): RuleFinding[] => {
      const { body, address } = table;
      if (body.isSet("restore_source_name") !== "no" || body.isSet("restore_source_table_arn") !== "no") return [];
      const mode = body.isSet("billing_mode") === "no" ? "PROVISIONED" : body.string("billing_mode");
      if (mode === "PROVISIONED") {
        const missing = CAPACITIES.filter((name) => isLeftOut(table, name));
        if (missing.length === 0 || (body.isWritten("billing_mode") && isCallersChoice(table, "billing_mode")))
          return [];
        return [
          {
            at: body.place(body.isWritten("billing_mode") ? "billing_mode" : undefined),
            resource: address,
            message: `${table} is provisioned but sets no ${missing.join(" and no ")}`,
            help: 'Set billing_mode = "PAY_PER_REQUEST", or both capacities',
            suggestions:
              missing.length === CAPACITIES.length
                ? suggestValues(body, "billing_mode", ['"PAY_PER_REQUEST"'])
                : undefined,
          },
        ];
      }
      if (mode !== "PAY_PER_REQUEST" || isCallersChoice(table, "billing_mode")) return [];
      const surplus = CAPACITIES.filter((name) => (body.number(name) ?? 0) > 0 && !isCallersChoice(table, name));
      return surplus.map((name) => ({
        at: body.place(name),
        resource: address,
        message: `${table} is billed per request but sets ${name}`,
        suggestions: suggestionOf(`Remove ${name}`, removeArgument(body, name)),
        help: `Remove ${name}, or set billing_mode = "PROVISIONED"`,
      }));
    });
  },
});
