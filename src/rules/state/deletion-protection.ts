import { isCallersChoice, isKeptFromDestruction, type Place, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { toSwitch, whereOff } from "../shared/resources/switches.ts";

/** Stores of data that nobody can recreate, and their argument for deletion protection. */
const PROTECTED: readonly (readonly [type: string, argument: string])[] = [
  ["aws_dynamodb_table", "deletion_protection_enabled"],
  ["aws_db_instance", "deletion_protection"],
  ["aws_rds_cluster", "deletion_protection"],
  ["aws_rds_global_cluster", "deletion_protection"],
  ["aws_docdb_cluster", "deletion_protection"],
  ["aws_neptune_cluster", "deletion_protection"],
];

const example = (protection: string) => `resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
${protection}
  attribute {
    name = "id"
    type = "S"
  }
}`;

export default defineRule({
  summary: "Nothing keeps a table, a database or a user pool from being deleted",
  severity: "info",
  profile: "all",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_139", "CKV_AWS_293", "CKV_AWS_362"],
    trivy: ["AWS-0177"],
    kics: ["rds_with_deletion_protection_disabled"],
  },
  source: "AWS Security Hub user guide, controls: DynamoDB.6, Cognito.5, RDS.7, RDS.8 (2026-11)",
  why: `A renamed resource or a changed key is a deletion in Terraform's plan, one line among many. With deletion protection AWS
refuses it, whoever asks, until somebody turns off the protection on purpose.`,
  ignoreWhen: "Its content can be recreated, as in a preview environment of a branch.",
  bad: example(""),
  good: example("\n  deletion_protection_enabled = true\n"),
  check({ stack }) {
    const stores = PROTECTED.flatMap(([type, argument]) =>
      stack
        .resources(type)
        .map((store) => ({ store, argument, at: whereOff(store, toSwitch(argument, { isOffByDefault: true })) })),
    );
    const pools = stack
      .resources("aws_cognito_user_pool")
      .map((store) => ({ store, argument: "deletion_protection", at: whereInactive(store) }));
    return [...stores, ...pools].flatMap(({ store, argument, at }) => {
      if (!at || isMeantToGo(store)) return [];
      const value = store.type === "aws_cognito_user_pool" ? '"ACTIVE"' : "true";
      return [
        {
          at,
          resource: store.address,
          message: `Nothing keeps ${store} from being deleted with all that it holds`,
          help: `Set ${argument} = ${value}`,
          suggestions: suggestValues(store.body, argument, [value]),
        },
      ];
    });
  },
});

function whereInactive(pool: Resource): Place | undefined {
  const { body } = pool;
  const argument = "deletion_protection";
  const isOff = body.isSet(argument) === "no" || body.string(argument) === "INACTIVE";
  return isOff && !isCallersChoice(pool, argument) ? body.place(argument) : undefined;
}

/** Terraform itself protects it, its items expire, or it is a replica. */
function isMeantToGo(store: Resource): boolean {
  const { body } = store;
  const isCopy = ["replicate_source_db", "replication_source_identifier"].some((name) => body.isSet(name) !== "no");
  return isKeptFromDestruction(store) || isCopy || body.hasBlock("ttl") !== "no";
}
