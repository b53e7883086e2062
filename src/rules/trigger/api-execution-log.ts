import { handedToCallers, mayBeSwitchedOn, type Stack } from "../../lambda/index.ts";
import { type BlockValue, isCallersChoice, type Resource, referredOfType, refersTo } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { withRole } from "../shared/edits/access-log.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { companion } from "../shared/edits/companion.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { selfReference } from "../shared/edits/references.ts";

const example = (level: string) => `resource "aws_api_gateway_stage" "live" {
  rest_api_id   = "a1b2c3d4e5"
  deployment_id = "f6g7h8"
  stage_name    = "live"
}

resource "aws_api_gateway_method_settings" "live" {
  rest_api_id = aws_api_gateway_stage.live.rest_api_id
  stage_name  = aws_api_gateway_stage.live.stage_name
  method_path = "*/*"

  settings {
    metrics_enabled = true
    logging_level   = "${level}"
  }
}`;

export default defineRule({
  summary: "A REST API does not log what goes wrong inside it",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { checkov: ["CKV2_AWS_4"], kics: ["api_gateway_access_logging_disabled"], "cdk-nag": ["APIG6"] },
  source: "Amazon API Gateway developer guide, Set up CloudWatch logging for REST APIs: execution logging (2026-11)",
  why: `When a mapping fails, an authorizer returns something invalid or the function may not be called, the caller gets a 500 and
the access log says no more. The reason is only in the execution log.`,
  ignoreWhen:
    "The API passes everything on to functions that log themselves, and its execution log is switched on when it is needed.",
  bad: example("OFF"),
  good: example("ERROR"),
  check({ stack }) {
    const given = handedToCallers(stack);
    return stack.resources("aws_api_gateway_stage").flatMap((stage) => {
      const settings = settingsOf(stage, stack);
      if (given.has(stage) || !settings.every(logsNothing)) return [];
      if (mayBeSwitchedOn(stack, "aws_api_gateway_method_settings", stage)) return [];
      return [
        {
          at: settings[0]?.block.place("logging_level") ?? stage.body.place(),
          resource: stage.address,
          message: `${stage} does not log why a request fails inside API Gateway`,
          suggestions: executionLog(stage, settings, stack),
          help: 'Set logging_level = "ERROR" in an aws_api_gateway_method_settings for */*',
        },
      ];
    });
  },
});

interface Settings {
  readonly resource: Resource;
  readonly block: BlockValue;
}

/** The method settings that may belong to a stage. */
function settingsOf(stage: Resource, stack: Stack): readonly Settings[] {
  return stack
    .resources("aws_api_gateway_method_settings")
    .filter(({ body }) => {
      const name = body.value("stage_name");
      const named = referredOfType(name, "aws_api_gateway_stage");
      return named ? refersTo(name, stage) : mayBeSame(body.string("stage_name"), stage.body.string("stage_name"));
    })
    .flatMap((resource) => resource.body.blocks("settings").map((block) => ({ resource, block })));
}

function mayBeSame(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function logsNothing({ resource, block }: Settings): boolean {
  const level = "logging_level";
  if (isCallersChoice(resource, level, block)) return false;
  return block.isSet(level) === "no" || block.string(level) === "OFF";
}

/** Changes the settings for all methods if there are some, or adds new ones. */
function executionLog(stage: Resource, settings: readonly Settings[], stack: Stack): readonly Fix[] {
  const title = 'Set logging_level to "ERROR"';
  const own = settings.find(({ resource }) => resource.body.string("method_path") === "*/*") ?? settings[0];
  if (own) {
    const edit = setArgument(own.block, "logging_level", '"ERROR"');
    return suggestionOf(...withRole(title, own.resource, stack, [edit]));
  }
  const self = selfReference(stage);
  const added = companion(
    stage,
    "aws_api_gateway_method_settings",
    `rest_api_id = ${self}.rest_api_id
stage_name = ${self}.stage_name
method_path = "*/*"

settings {
  logging_level = "ERROR"
}`,
  );
  return suggestionOf(...withRole(title, stage, stack, [added?.edit]));
}
