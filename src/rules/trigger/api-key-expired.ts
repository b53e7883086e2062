import { ignoredChanges, isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const EXPIRES = "expires";

const example = (expires: string) => `resource "aws_appsync_graphql_api" "orders" {
  name                = "orders"
  authentication_type = "API_KEY"
}

resource "aws_appsync_api_key" "shop" {
  api_id  = aws_appsync_graphql_api.orders.id
  expires = ${expires}
}`;

export default defineRule({
  summary: "The key of an AppSync API has expired",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS AppSync API reference, ApiKey and CreateApiKey: expires (2026-11)",
  why: `AppSync refuses requests with a key that has expired, and deletes the key 60 days later. A new one cannot be created with
a time in the past: it is valid for 1 to 365 days.`,
  bad: example('"2024-05-01T00:00:00Z"'),
  good: `${example("var.expires")}

variable "expires" {
  type = string
}`,
  check({ stack, asOf }) {
    const today = Date.parse(asOf);
    return stack.resources("aws_appsync_api_key").flatMap((key) => expired(key, today));
  },
});

function expired(key: Resource, today: number): RuleFinding[] {
  const { address, body } = key;
  const ignored = ignoredChanges(key);
  // it may have been renewed elsewhere
  const isKept = ignored === "all" || ignored.has(EXPIRES);
  const end = isKept || isCallersChoice(key, EXPIRES) ? undefined : body.string(EXPIRES);
  if (end === undefined || !(Date.parse(end) < today)) return [];
  return [
    {
      at: body.place(EXPIRES),
      resource: address,
      message: `${address} expired at ${end}`,
      help: `Set ${EXPIRES} to a time within the next 365 days`,
    },
  ];
}
