import { apiOf, protocolOf } from "../../lambda/index.ts";
import { type BlockValue, isAlways, isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { fixOf, suggestionOf } from "../shared/edits/fixes.ts";
import { isReferredTo } from "../shared/edits/references.ts";

const SELECTION = "route_selection_expression";
/** The only expression that an HTTP API accepts, in its two notations. */
const HTTP_SELECTIONS = ["$request.method $request.path", "${request.method} ${request.path}"];
const TRACE = "data_trace_enabled";
/** Features that only WebSocket APIs have. */
const WEBSOCKET_ONLY = [
  "aws_apigatewayv2_model",
  "aws_apigatewayv2_route_response",
  "aws_apigatewayv2_integration_response",
];

const example = (protocol: string) => `resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "${protocol}"

  route_selection_expression = "$request.body.action"
}`;

export default defineRule({
  summary: "An API has settings that its protocol does not support",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway API reference v2, CreateApi, CreateModel, CreateRouteResponse, RouteSettings (2026-11)",
  why: `An HTTP API selects routes by method and path, and has no models, responses or execution logs; a WebSocket API has
no CORS. API Gateway refuses anything else.`,
  bad: example("HTTP"),
  good: example("WEBSOCKET"),
  check({ stack }) {
    const apis = stack.resources("aws_apigatewayv2_api").flatMap(faultsOf);
    const parts = WEBSOCKET_ONLY.flatMap((type) => stack.resources(type))
      .filter((part) => protocolOf(part) === "HTTP")
      .map((part) => ({
        at: part.body.place("api_id"),
        resource: part.address,
        message: `${part} belongs to an HTTP API, but only WebSocket APIs support it`,
        help: "Remove it: an HTTP API returns the response of the function as it is",
        suggestions: isReferredTo(part) ? [] : suggestionOf(`Remove ${part}`, removeBlock(part.body)),
      }));
    return [...apis, ...parts, ...stack.resources("aws_apigatewayv2_stage").flatMap(executionLogs)];
  },
});

/** Only WebSocket APIs have execution logs: API Gateway refuses them for the stage of an HTTP API. */
function executionLogs(stage: Resource): RuleFinding[] {
  const api = apiOf(stage);
  if (!api || !isAlways(api, "protocol_type", "HTTP")) return [];
  return ["default_route_settings", "route_settings"].flatMap((type) =>
    stage.body.blocks(type).flatMap((settings) => {
      const level = isCallersChoice(stage, "logging_level", settings) ? undefined : settings.string("logging_level");
      const isTraced = !isCallersChoice(stage, TRACE, settings) && settings.boolean(TRACE) === true;
      const argument = level === "INFO" || level === "ERROR" ? "logging_level" : isTraced ? TRACE : undefined;
      if (argument === undefined || !settings.isCertain) return [];
      return [
        {
          at: settings.place(argument),
          resource: stage.address,
          message: `${stage} sets ${argument}, but HTTP APIs have no execution logs`,
          fix: withoutLogs(settings, type),
          help: "Remove logging_level and data_trace_enabled; access_log_settings logs the requests",
        },
      ];
    }),
  );
}

function faultsOf(api: Resource): RuleFinding[] {
  const { address, body } = api;
  const found = (argument: string, what: string, help: string, fix: Fix | undefined): RuleFinding[] => [
    { at: body.place(argument), resource: address, message: `${address} ${what}`, help, fix },
  ];
  if (isAlways(api, "protocol_type", "HTTP")) {
    const selection = isCallersChoice(api, SELECTION) ? undefined : body.string(SELECTION);
    return selection === undefined || HTTP_SELECTIONS.includes(selection)
      ? []
      : found(
          SELECTION,
          `selects routes by ${selection}, but HTTP APIs do so only by method and path`,
          `Remove ${SELECTION}`,
          fixOf(`Remove ${SELECTION}`, removeArgument(body, SELECTION)),
        );
  }
  if (!isAlways(api, "protocol_type", "WEBSOCKET")) return [];
  const cors = body.block("cors_configuration");
  const withCors: RuleFinding[] = cors?.isCertain
    ? [
        {
          at: cors.place(),
          resource: address,
          message: `${address} has CORS settings, which WebSocket APIs do not support`,
          fix: fixOf("Remove cors_configuration", removeBlock(cors)),
          help: "Remove cors_configuration, and check the Origin header at $connect",
        },
      ]
    : [];
  return withCors;
}

/** Removes the log settings, or the block if it contains nothing else, as limits that it does not set count as 0. */
function withoutLogs(settings: BlockValue, type: string): Fix | undefined {
  const names = ["logging_level", TRACE].filter((name) => settings.isWritten(name));
  const others = settings.argumentNames.filter((name) => !names.includes(name) && name !== "route_key");
  return others.length === 0
    ? fixOf(`Remove ${type}`, removeBlock(settings))
    : fixOf(`Remove ${names.join(" and ")}`, ...names.map((name) => removeArgument(settings, name)));
}
