import { isLeftOut, knownPrefix, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { setInBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { referenceTo } from "../shared/edits/references.ts";
import { undeliveredQueue } from "../shared/edits/undelivered-queue.ts";

const FUNCTION_ARN = /^arn:[^:]*:lambda:[^:]*:[^:]*:function:/;

export default defineRule({
  summary: "An EventBridge rule has no dead-letter queue for events that it cannot deliver",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: {
    "serverless-rules": ["aws_cloudwatch_event_target_no_dlq", "ES4000"],
    "cdk-nag": ["EventBusDLQ"],
  },
  source: "Amazon EventBridge user guide, Using dead-letter queues to process undelivered events (2026-11)",
  why: `EventBridge tries for a day to deliver an event before it drops it, and drops it at once if the target is gone or refuses
the call. Without a dead-letter queue nothing shows which events are lost.`,
  ignoreWhen: "Losing events is acceptable, as with a schedule that runs again soon.",
  bad: `resource "aws_lambda_function" "index" {
  function_name = "index"
  role          = aws_iam_role.index.arn
}

resource "aws_cloudwatch_event_target" "index" {
  rule = "uploads"
  arn  = aws_lambda_function.index.arn
}`,
  good: `resource "aws_lambda_function" "index" {
  function_name = "index"
  role          = aws_iam_role.index.arn
}

resource "aws_cloudwatch_event_target" "index" {
  rule = "uploads"
  arn  = aws_lambda_function.index.arn

  dead_letter_config {
    arn = "arn:aws:sqs:eu-west-1:111122223333:undelivered"
  }
}`,
  check({ stack }) {
    const ofFunctions = new Set(stack.triggers.map(({ connection }) => connection));
    return stack.resources("aws_cloudwatch_event_target").flatMap((target) => {
      const { address, body } = target;
      const isOfFunction = ofFunctions.has(target) || FUNCTION_ARN.test(knownPrefix(body.value("arn")));
      if (!isOfFunction || !lacksQueue(target)) return [];
      return [
        {
          at: body.place("dead_letter_config"),
          resource: address,
          message: `Events that ${address} cannot deliver are lost`,
          suggestions: withQueue(target),
          help: "Add dead_letter_config { arn = … } with a queue whose policy lets events.amazonaws.com send to it",
        },
      ];
    });
  },
});

function lacksQueue(target: Resource): boolean {
  const [config] = target.body.blocks("dead_letter_config");
  return config?.isCertain
    ? config.isSet("arn") === "no" && !config.isWritten("arn")
    : isLeftOut(target, "dead_letter_config");
}

function withQueue(target: Resource): readonly Fix[] {
  const { body } = target;
  const rule = referredOfType(body.value("rule"), "aws_cloudwatch_event_rule");
  const name = rule && referenceTo(rule, target);
  const queue = name && undeliveredQueue(target, { service: "events.amazonaws.com", sourceArn: `${name}.arn` });
  if (!queue) return [];
  const config = setInBlock(body, "dead_letter_config", "arn", queue.arn);
  return suggestionOf("Add a queue for events that cannot be delivered", config, ...queue.edits);
}
