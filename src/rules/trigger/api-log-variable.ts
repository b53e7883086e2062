import { LOG_VARIABLES } from "../../aws/api-log-variables.ts";
import { protocolOf } from "../../lambda/index.ts";
import { type BlockValue, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { fixOf, replacedWithin } from "../shared/edits/fixes.ts";

const REST_STAGE = "aws_api_gateway_stage";

const example = (variable: string) => `resource "aws_apigatewayv2_stage" "orders" {
  api_id      = "a1b2c3d4e5"
  name        = "$default"
  auto_deploy = true

  access_log_settings {
    destination_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:orders"
    format          = jsonencode({ requestId = "$context.requestId", ip = "$context.${variable}" })
  }
}`;

export default defineRule({
  summary: "An API's access log uses a variable that does not exist",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon API Gateway developer guide, Variables for access logging; Customize HTTP API access logs: the variables are case-sensitive (2026-11)",
  why: `API Gateway writes a dash for a variable that it does not know. That is noticed only when somebody investigates a request,
and by then it is too late.`,
  bad: example("sourceIp"),
  good: example("identity.sourceIp"),
  check({ stack }) {
    return [REST_STAGE, "aws_apigatewayv2_stage"].flatMap((type) =>
      stack.resources(type).flatMap((stage) =>
        stage.body.blocks("access_log_settings").flatMap((log) => {
          const text = stringOf(log.value("format")) ?? "";
          const names = new Set([...text.matchAll(/\$context\.([A-Za-z.]+[A-Za-z])/g)].map(([, name = ""]) => name));
          return [...names].flatMap((name) => wrongVariable(name, names, log, stage) ?? []);
        }),
      ),
    );
  },
});

function wrongVariable(
  name: string,
  names: ReadonlySet<string>,
  log: BlockValue,
  stage: Resource,
): RuleFinding | undefined {
  const common = { at: log.place("format"), resource: stage.address };
  const unknown = `The access log of ${stage} uses $context.${name}, which API Gateway does not know`;
  const meant = misnamed(name);
  if (meant !== undefined)
    return { ...common, message: unknown, help: `Write $context.${meant}`, fix: renamed(log, name, meant) };
  const own = ofOtherKind(name, names, stage);
  if (own === undefined) return undefined;
  return {
    ...common,
    message: `${unknown} for ${stage.type === REST_STAGE ? "a REST" : "an HTTP"} API`,
    help: `Write $context.${own}`,
    suggestions: [renamed(log, name, own)].filter((edit) => edit !== undefined),
  };
}

/** The variable that an invalid name certainly stands for, judging by its letters or its last part. */
function misnamed(name: string): string | undefined {
  // authorizers and integrations define names of their own
  if (LOG_VARIABLES.includes(name) || /^(?:authorizer|requestOverride|responseOverride)\./.test(name)) return undefined;
  return (
    LOG_VARIABLES.find((known) => known.toLowerCase() === name.toLowerCase()) ??
    LOG_VARIABLES.find((known) => known.startsWith("identity.") && known === `identity.${name}`)
  );
}

/**
 * What an API of this kind has in place of a variable of another kind, unless the log has both to fit any kind: REST
 * APIs have the path of a resource, HTTP APIs the key of a route.
 */
function ofOtherKind(name: string, names: ReadonlySet<string>, stage: Resource): string | undefined {
  const isRest = stage.type === REST_STAGE;
  const [foreign, own] = isRest ? ["routeKey", "resourcePath"] : ["resourcePath", "routeKey"];
  const isKnown = isRest || protocolOf(stage) === "HTTP";
  return isKnown && name === foreign && !names.has(own ?? "") ? own : undefined;
}

function renamed(log: BlockValue, name: string, meant: string): Fix | undefined {
  const edits = replacedWithin(log.place("format"), `$context.${name}`, `$context.${meant}`);
  return edits.length > 0 ? fixOf(`Write $context.${meant}`, ...edits) : undefined;
}
