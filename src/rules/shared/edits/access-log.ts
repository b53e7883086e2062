import { dependsOn, protocolOf, type Stack } from "../../../lambda/index.ts";
import type { Resource } from "../../../terraform/index.ts";
import type { Edit, Fix } from "../../rule.ts";
import { addBlock } from "./blocks.ts";
import { companion } from "./companion.ts";
import { waitFor } from "./dependencies.ts";
import { suggestionOf } from "./fixes.ts";
import { insideOfText } from "./references.ts";

type Fields = Readonly<Record<string, string>>;

const HTTP_FIELDS: Fields = {
  requestId: "requestId",
  requestTime: "requestTime",
  httpMethod: "httpMethod",
  path: "path",
  status: "status",
  responseLength: "responseLength",
  integrationError: "integrationErrorMessage",
};
const WEBSOCKET_FIELDS: Fields = {
  requestId: "requestId",
  requestTime: "requestTime",
  connectionId: "connectionId",
  eventType: "eventType",
  routeKey: "routeKey",
  status: "status",
  integrationError: "integrationErrorMessage",
};

/** A JSON format for access logs, as an expression, with the variables that the protocol of a stage's API has. */
export function logFormat(stage: Resource): string {
  const fields = protocolOf(stage) === "WEBSOCKET" ? WEBSOCKET_FIELDS : HTTP_FIELDS;
  const lines = Object.entries(fields).map(([name, variable]) => `  ${name} = "$context.${variable}"`);
  return `jsonencode({\n${lines.join("\n")}\n})`;
}

/** Adds a log group for a stage's requests, and the settings to write to it. */
export function accessLog(stage: Resource, stack: Stack): readonly Fix[] {
  const isRest = stage.type === "aws_api_gateway_stage";
  const api = insideOfText(stage.body, isRest ? "rest_api_id" : "api_id");
  if (api === undefined) return [];
  const group = companion(
    stage,
    "aws_cloudwatch_log_group",
    `name = "/aws/api-gateway/${api}${stageSuffix(stage, isRest)}"\nretention_in_days = 30`,
  );
  if (!group) return [];
  const settings = `destination_arn = ${group.reference}.arn\nformat = ${logFormat(stage)}`;
  const edits = [group.edit, addBlock(stage.body, "access_log_settings", settings)];
  // HTTP APIs need no role for logging
  return protocolOf(stage) === "HTTP"
    ? suggestionOf("Log each request as JSON", ...edits)
    : suggestionOf(...withRole("Log each request as JSON", stage, stack, edits));
}

/** The stage's name as part of a log group's name, which cannot contain `$default`. */
function stageSuffix({ body }: Resource, isRest: boolean): string {
  const name = body.string(isRest ? "stage_name" : "name");
  return name !== undefined && /^[\w-]+$/.test(name) ? `/${name}` : "";
}

/**
 * Edits that make API Gateway log, and their title: they wait for the account's logging role if it is here, and the
 * title says that one is needed if it is not.
 */
export function withRole(
  title: string,
  resource: Resource,
  stack: Stack,
  edits: readonly (Edit | undefined)[],
): [title: string, ...edits: (Edit | undefined)[]] {
  const [account] = stack.resources("aws_api_gateway_account");
  if (!account) return [`${title} (the account needs a role for the logs of API Gateway)`, ...edits];
  return dependsOn(resource, account) === "no" ? [title, ...edits, waitFor(resource, account)] : [title, ...edits];
}
