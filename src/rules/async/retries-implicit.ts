import { type LambdaFunction, mayBeSwitchedOn, type Trigger } from "../../lambda/index.ts";
import { placeForMissing } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { addInvokeConfig } from "../shared/edits/invoke-config.ts";
import { spokenCaller } from "../shared/triggers/spoken-caller.ts";

const [RETRIES, AGE] = ["maximum_retry_attempts", "maximum_event_age_in_seconds"] as const;
/** An hour: older events are seldom still useful. */
const AGE_SUGGESTED = 3600;

const example = (config: string) => `resource "aws_lambda_function" "thumbnail" {
  function_name = "thumbnail"
  role          = aws_iam_role.thumbnail.arn
  runtime       = "python3.14"
  handler       = "thumbnail.handler"
  filename      = "thumbnail.zip"
}

resource "aws_sns_topic_subscription" "uploads" {
  topic_arn = "arn:aws:sns:eu-west-1:123456789012:uploads"
  protocol  = "lambda"
  endpoint  = aws_lambda_function.thumbnail.arn
}${config}`;

export default defineRule({
  summary: "How often a failed event is retried is left to the default",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Configuring error handling settings for asynchronous invocations (2026-11)",
  why: `Lambda retries a failed event twice, and a throttled one for up to six hours. That is wrong for work that must not be done
twice, or that is worthless an hour later.`,
  ignoreWhen: "The function may run any number of times for one event, at any time.",
  bad: example(""),
  good: example(`

resource "aws_lambda_function_event_invoke_config" "thumbnail" {
  function_name                = aws_lambda_function.thumbnail.function_name
  maximum_retry_attempts       = 1
  maximum_event_age_in_seconds = 3600
}`),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const trigger = fn.triggers.find(({ invocation }) => invocation === "asynchronous");
      if (!trigger || !fn.failureTargets.isComplete) return [];
      if (mayBeSwitchedOn(stack, "aws_lambda_function_event_invoke_config", fn.resource)) return [];
      if (fn.invokeConfigs.some(({ body }) => body.isSet(RETRIES) !== "no")) return [];
      return [
        {
          at: placeForMissing(fn.resource, "aws_lambda_function_event_invoke_config"),
          resource: fn.resource.address,
          message: `${fn} is invoked asynchronously by ${spokenCaller(trigger)}, and nothing says how often and for how long a failed event is retried`,
          suggestions: retriesFor(fn, trigger),
          help: "Set maximum_retry_attempts (0 to 2) and maximum_event_age_in_seconds in an aws_lambda_function_event_invoke_config",
        },
      ];
    });
  },
});

/** The present number of retries, or none. */
function retriesFor(fn: LambdaFunction, trigger: Trigger): readonly Fix[] {
  return [2, 0].flatMap((retries) => {
    const title = `Set ${RETRIES} to ${retries} and ${AGE} to ${AGE_SUGGESTED}`;
    const [config] = fn.invokeConfigs;
    if (!config)
      return suggestionOf(title, addInvokeConfig(fn, trigger, `${RETRIES} = ${retries}\n${AGE} = ${AGE_SUGGESTED}`));
    const once = setArgument(config.body, RETRIES, String(retries));
    if (config.body.isWritten(AGE)) return suggestionOf(`Set ${RETRIES} to ${retries}`, once);
    return suggestionOf(title, once, setArgument(config.body, AGE, String(AGE_SUGGESTED)));
  });
}
