import { type BlockValue, isAlways, isCallersChoice, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const [GLOBAL, LOCAL, OTHERS] = ["global_secondary_index", "local_secondary_index", "non_key_attributes"] as const;
const CAPACITIES = ["read_capacity", "write_capacity"];

const example = (projection: string) => `resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  attribute {
    name = "customer"
    type = "S"
  }

  global_secondary_index {
    name               = "by-customer"
    hash_key           = "customer"
    projection_type    = "${projection}"
    non_key_attributes = ["total"]
  }
}`;

export default defineRule({
  summary: "An index of a table has settings that do not go together",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon DynamoDB API reference, Projection, GlobalSecondaryIndex, CreateTable: LocalSecondaryIndexes (2026-11)",
  why: `Attributes are listed for the projection INCLUDE, and for no other. The indexes of a provisioned table have capacities of their
own, and a local index needs a table with a sort key. DynamoDB or the provider refuses the rest.`,
  bad: example("ALL"),
  good: example("INCLUDE"),
  check({ stack }) {
    return stack.resources("aws_dynamodb_table").flatMap((table) =>
      [GLOBAL, LOCAL].flatMap((type) =>
        table.body
          .blocks(type)
          .filter(({ isCertain }) => isCertain)
          .flatMap((index) => [
            ...projectionFaults(table, index),
            ...(type === GLOBAL ? withoutCapacity(table, index) : withoutSortKey(table, index)),
          ]),
      ),
    );
  },
});

function nameOf(index: BlockValue): string {
  return `index ${index.string("name") ?? "of it"}`;
}

function projectionFaults(table: Resource, index: BlockValue): RuleFinding[] {
  const isChosen = ["projection_type", OTHERS].some((name) => isCallersChoice(table, name, index));
  const projection = index.string("projection_type");
  if (isChosen || projection === undefined) return [];
  const others = index.value(OTHERS);
  const isListed = others.kind === "list" && others.elements.length > 0;
  if (projection !== "INCLUDE" && isListed)
    return [
      {
        at: index.place(OTHERS),
        resource: table.address,
        message: `${table} lists attributes for its ${nameOf(index)}, whose projection is ${projection}`,
        help: `Set projection_type = "INCLUDE", or remove ${OTHERS}`,
        suggestions: [
          ...suggestValues(index, "projection_type", ['"INCLUDE"']),
          ...suggestionOf(`Remove ${OTHERS}`, removeArgument(index, OTHERS)),
        ],
      },
    ];
  if (projection !== "INCLUDE" || index.isSet(OTHERS) !== "no") return [];
  return [
    {
      at: index.place("projection_type"),
      resource: table.address,
      message: `${table} lists no attributes for its ${nameOf(index)}, whose projection is INCLUDE`,
      help: `List them in ${OTHERS}, or set projection_type to "KEYS_ONLY" or "ALL"`,
      suggestions: suggestValues(index, "projection_type", ['"ALL"', '"KEYS_ONLY"']),
    },
  ];
}

function withoutCapacity(table: Resource, index: BlockValue): RuleFinding[] {
  const isProvisioned = isLeftOut(table, "billing_mode") || isAlways(table, "billing_mode", "PROVISIONED");
  // a table without capacities of its own is schema/table-capacity's
  const hasOwn = CAPACITIES.every((name) => table.body.isSet(name) === "yes");
  const missing = CAPACITIES.filter((name) => index.isSet(name) === "no" && !isCallersChoice(table, name, index));
  if (!isProvisioned || !hasOwn || missing.length === 0 || isRestored(table)) return [];
  return [
    {
      at: index.place(),
      resource: table.address,
      message: `${table} is provisioned, but its ${nameOf(index)} has no ${missing.join(" and no ")}`,
      help: `Set ${missing.join(" and ")} of the index`,
    },
  ];
}

function withoutSortKey(table: Resource, index: BlockValue): RuleFinding[] {
  if (!isLeftOut(table, "range_key") || table.body.hasBlock("key_schema") !== "no" || isRestored(table)) return [];
  return [
    {
      at: index.place(),
      resource: table.address,
      message: `${table} has a local ${nameOf(index)}, but no sort key, which it needs for one`,
      help: "Set range_key of the table, or use a global_secondary_index",
    },
  ];
}

function isRestored({ body }: Resource): boolean {
  return body.isSet("restore_source_name") !== "no" || body.isSet("restore_source_table_arn") !== "no";
}
