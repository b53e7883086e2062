import type { Stack } from "../../lambda/index.ts";
import { isAlways } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";

const TYPE = "authentication_type";

const example = (type: string) => `resource "aws_appsync_graphql_api" "orders" {
  name                = "orders"
  authentication_type = "${type}"

  log_config {
    cloudwatch_logs_role_arn = "arn:aws:iam::111122223333:role/appsync-logs"
    field_log_level          = "ERROR"
  }
}`;

export default defineRule({
  summary: "A GraphQL API is protected only by a shared API key, or a Kafka cluster requires no authentication",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  source:
    "AWS Security Hub user guide, controls AppSync.5 and MSK.3; Amazon MSK developer guide, Authentication (2026-11)",
  why: `An API key is in every client and does not identify the caller; whoever extracts it from an app can call like all others. A
cluster without authentication accepts records from, and delivers them to, whatever can reach its port.`,
  ignoreWhen: "The API serves public data, or access to the cluster's network is restricted.",
  bad: example("API_KEY"),
  good: example("AMAZON_COGNITO_USER_POOLS"),
  check({ stack }) {
    return [...apis(stack), ...clusters(stack)];
  },
});

function apis(stack: Stack): RuleFinding[] {
  return stack
    .resources("aws_appsync_graphql_api")
    .filter((api) => isAlways(api, TYPE, "API_KEY"))
    .map((api) => ({
      at: api.body.place(TYPE),
      resource: api.address,
      message: `${api} is protected only by a key that all clients share`,
      help: `Set ${TYPE} to AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT or AWS_IAM, and use the key only for public data`,
    }));
}

function clusters(stack: Stack): RuleFinding[] {
  return stack.resources("aws_msk_cluster").flatMap((cluster) =>
    blocksAt(cluster.body, ["client_authentication"])
      .filter((block) => block.isCertain && isAlways(cluster, "unauthenticated", true, block))
      .map((block) => ({
        at: block.place("unauthenticated"),
        resource: cluster.address,
        message: `${cluster} accepts clients without authentication`,
        help: "Set sasl { iam = true }, and remove unauthenticated",
      })),
  );
}
