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
  summary: "A GraphQL API is opened with a key that all clients share, or a Kafka cluster without any login",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  source:
    "AWS Security Hub user guide, controls AppSync.5 and MSK.3; Amazon MSK developer guide, Authentication (2026-11)",
  why: `An API key stands in every client and says nothing of who calls; whoever takes it out of an app calls as all others do. A cluster
that asks for no login takes records from, and gives them to, whatever reaches its port.`,
  ignoreWhen: "The API offers what is public, or the cluster's network is the login.",
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
      message: `${api} is opened with a key that all clients share`,
      help: `Set ${TYPE} to AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT or AWS_IAM, and keep the key for what is public`,
    }));
}

function clusters(stack: Stack): RuleFinding[] {
  return stack.resources("aws_msk_cluster").flatMap((cluster) =>
    blocksAt(cluster.body, ["client_authentication"])
      .filter((block) => block.isCertain && isAlways(cluster, "unauthenticated", true, block))
      .map((block) => ({
        at: block.place("unauthenticated"),
        resource: cluster.address,
        message: `${cluster} lets clients in without a login`,
        help: "Set sasl { iam = true }, and remove unauthenticated",
      })),
  );
}
