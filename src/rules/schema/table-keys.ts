import { type TableKey, tableKeys } from "../../lambda/index.ts";
import { type BlockValue, isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { appendToBlock, removeBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const LOCAL = "local_secondary_index";

export default defineRule({
  summary: "A table's attribute definitions do not match its keys",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3039"] },
  source: "Amazon DynamoDB API reference, CreateTable: AttributeDefinitions, KeySchema (2026-11)",
  why: `DynamoDB requires a definition for every attribute that is a key of the table or of an index, and for no other: the rest of
an item has no schema. The sort key must be a different attribute than the hash key. Otherwise the plan or the apply fails.`,
  bad: `resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  attribute {
    name = "status"
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
    const hasOtherIndexes = stack.resources("aws_dynamodb_global_secondary_index").length > 0;
    return stack.resources("aws_dynamodb_table").flatMap((table): RuleFinding[] => {
      const { body, address } = table;
      const keys = tableKeys(table);
      if (!keys || body.isSet("restore_source_name") !== "no" || body.isSet("restore_source_table_arn") !== "no")
        return [];
      const attributes = body.blocks("attribute").map((block) => ({ block, name: nameOf(table, block) }));
      const names = new Set(attributes.map(({ name }) => name));
      if (names.has(undefined) || keys.some(({ name }) => name === undefined)) return [];
      const used = new Set(keys.map(({ name }) => name));
      const unused = hasOtherIndexes ? [] : attributes.filter(({ name }) => !used.has(name));
      return [
        ...keys.filter(({ name }) => !names.has(name)).map((key) => undefinedKey(key, table)),
        ...keys.filter((key) => isHashKeyToo(key, keys)).map((key) => doubledKey(key, table)),
        ...unused.map(({ block, name }) => ({
          at: block.place("name"),
          resource: address,
          message: `${table} defines the attribute ${name}, which is not a key of it or of an index`,
          help: "Remove the attribute: items may still have it",
          suggestions: suggestionOf(`Remove the attribute ${name}`, removeBlock(block)),
        })),
      ];
    });
  },
});

function undefinedKey({ name, block, argument }: TableKey, table: Resource): RuleFinding {
  return {
    at: block.place(argument),
    resource: table.address,
    message: `${table} uses ${name} as a key but does not define it`,
    help: `Add attribute { name = "${name}", type = "S" } with its type`,
    suggestions: ["S", "N"].flatMap((type) =>
      suggestionOf(
        `Add the attribute ${name} of type ${type}`,
        appendToBlock(table.body, `\nattribute {\n  name = ${JSON.stringify(name)}\n  type = "${type}"\n}`),
      ),
    ),
  };
}

function doubledKey({ name, block, argument }: TableKey, table: Resource): RuleFinding {
  const { body } = table;
  const index = block === body ? "" : ` of the index ${block.string("name") ?? ""}`;
  // a local index has nothing else, and needs a table with a sort key
  const isNeeded = block === body ? body.hasBlock(LOCAL) !== "no" : body.blocks(LOCAL).includes(block);
  return {
    at: block.place(argument),
    resource: table.address,
    message: `${table} uses ${name} both as hash key and as sort key${index}`,
    help: `Remove ${argument}, or name another attribute`,
    suggestions: isNeeded ? undefined : suggestionOf(`Remove ${argument}`, removeArgument(block, argument)),
  };
}

/** The name of an attribute, if it is the same for all callers of the module. */
function nameOf(table: Resource, attribute: BlockValue): string | undefined {
  return isCallersChoice(table, "name", attribute) ? undefined : attribute.string("name");
}

/** Whether a sort key equals its hash key: a local index has that of its table. */
function isHashKeyToo({ name, block, argument }: TableKey, keys: readonly TableKey[]): boolean {
  if (argument !== "range_key") return false;
  const hashes = keys.filter((key) => key.argument === "hash_key");
  const hash = hashes.find((key) => key.block === block) ?? hashes[0];
  return hash?.name === name;
}
