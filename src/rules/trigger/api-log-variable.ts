import { LOG_VARIABLES } from "../../aws/api-log-variables.ts";
import { type BlockValue, stringOf } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { fixOf, replacedWithin } from "../shared/edits/fixes.ts";

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
    return ["aws_api_gateway_stage", "aws_apigatewayv2_stage"].flatMap((type) =>
      stack.resources(type).flatMap((stage) =>
        stage.body.blocks("access_log_settings").flatMap((log) => {
          const text = stringOf(log.value("format")) ?? "";
          const names = new Set([...text.matchAll(/\$context\.([A-Za-z.]+[A-Za-z])/g)].map(([, name = ""]) => name));
          return [...names].flatMap((name) => {
            const meant = misnamed(name);
            if (meant === undefined) return [];
            return [
              {
                at: log.place("format"),
                resource: stage.address,
                message: `The access log of ${stage} uses $context.${name}, which API Gateway does not know`,
                help: `Write $context.${meant}`,
                fix: renamed(log, name, meant),
              },
            ];
          });
        }),
      ),
    );
  },
});

/** The variable that an invalid name certainly stands for, judging by its letters or its last part. */
function misnamed(name: string): string | undefined {
  // authorizers and integrations define names of their own
  if (LOG_VARIABLES.includes(name) || /^(?:authorizer|requestOverride|responseOverride)\./.test(name)) return undefined;
  return (
    LOG_VARIABLES.find((known) => known.toLowerCase() === name.toLowerCase()) ??
    LOG_VARIABLES.find((known) => known.startsWith("identity.") && known === `identity.${name}`)
  );
}

function renamed(log: BlockValue, name: string, meant: string): Fix | undefined {
  const edits = replacedWithin(log.place("format"), `$context.${name}`, `$context.${meant}`);
  return edits.length > 0 ? fixOf(`Write $context.${meant}`, ...edits) : undefined;
}
