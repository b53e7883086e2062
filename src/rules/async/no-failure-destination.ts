import {
  invokedQualifier,
  type LambdaFunction,
  mayBeCalledElsewhere,
  mayBeInvokedByRole,
  mayBeSwitchedOn,
  type Stack,
  type Trigger,
} from "../../lambda/index.ts";
import { defineRule, type Severity } from "../rule.ts";
import { failureQueue } from "../shared/edits/failure-queue.ts";
import { spokenCaller } from "../shared/triggers/spoken-caller.ts";

/** How often Lambda retries an event by default. */
const DEFAULT_RETRIES = 2;

const example = (config: string) => `resource "aws_lambda_function" "thumbnail" {
  function_name = "thumbnail"
  role          = aws_iam_role.thumbnail.arn
  runtime       = "python3.14"
  handler       = "thumbnail.handler"
  filename      = "thumbnail.zip"
}

resource "aws_sns_topic_subscription" "uploads" {
  topic_arn = aws_sns_topic.uploads.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.thumbnail.arn
}${config}`;

export default defineRule({
  summary: "Events that a function fails on are dropped",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_116"],
    "serverless-rules": ["aws_lambda_event_invoke_config_async_on_failure", "ES1007"],
    "cdk-nag": ["LambdaDLQ", "LambdaAsyncFailureDestination"],
  },
  source: "AWS Lambda developer guide, How Lambda handles errors and retries with asynchronous invocation (2026-11)",
  why: `S3, SNS, EventBridge and others hand over an event and do not wait. Lambda tries it three times and then drops it, unless
the function has a failure destination or a dead-letter queue. Nobody notices, and nothing can be replayed.`,
  ignoreWhen: "Losing the event is acceptable, or the function itself stores what it fails on.",
  bad: example(""),
  good: example(`

resource "aws_lambda_function_event_invoke_config" "thumbnail" {
  function_name = aws_lambda_function.thumbnail.function_name

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failed_thumbnails.arn
    }
  }
}`),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const { targets, isComplete } = fn.failureTargets;
      if (targets.length > 0 || !isComplete || !fn.lacks("dead_letter_config")) return [];
      if (mayBeSwitchedOn(stack, "aws_lambda_function_event_invoke_config", fn.resource)) return [];
      const severity = severityFor(fn, stack);
      if (!severity) return [];
      const trigger = fn.triggers.find(({ invocation }) => invocation === "asynchronous");
      return [
        {
          at: fn.place("dead_letter_config"),
          severity,
          resource: fn.resource.address,
          message: trigger
            ? `${fn} is invoked asynchronously by ${spokenCaller(trigger)}, and an event that it fails on${attempts(fn)} is dropped`
            : `Nothing here says how ${fn} is invoked: if asynchronously, an event that it fails on${attempts(fn)} is dropped`,
          help: fn.resource.module.directory.isStandIn
            ? "Send such events to a queue"
            : `Send such events to a queue: destination_config { on_failure { destination = … } } in ${configFor(fn, trigger)}, and allow the role sqs:SendMessage`,
          suggestions: failureQueue(fn, trigger),
          related: trigger && [{ at: trigger.block.place(trigger.argument), message: "invokes it asynchronously" }],
        },
      ];
    });
  },
});

/**
 * Undefined if there is nothing to report: everything that invokes the function waits for it or polls, or is not known.
 */
function severityFor(fn: LambdaFunction, stack: Stack): Severity | undefined {
  if (fn.triggers.some(({ invocation }) => invocation === "asynchronous")) return "warning";
  // CloudFront waits for functions at its edge
  if (fn.triggers.length > 0 || fn.isAtEdge || !stack.knowsAllTriggers) return undefined;
  return mayBeCalledElsewhere(stack, fn) || mayBeInvokedByRole(stack, fn) ? undefined : "info";
}

/** How often Lambda tries an event, in words; empty if not known or once. */
function attempts({ invokeConfigs }: LambdaFunction): string {
  const retries = new Set(
    invokeConfigs.map(({ body }) =>
      body.isSet("maximum_retry_attempts") === "no" ? DEFAULT_RETRIES : body.number("maximum_retry_attempts"),
    ),
  );
  const [only = DEFAULT_RETRIES] = retries;
  if (retries.size > 1 || retries.has(undefined)) return "";
  return ["", " twice", " three times"][only] ?? "";
}

/** The existing configuration, or one for the version or alias that is invoked. */
function configFor(fn: LambdaFunction, trigger: Trigger | undefined): string {
  const [config, ...others] = fn.invokeConfigs;
  if (config && others.length === 0) return config.address;
  const qualifier = trigger && invokedQualifier(trigger);
  const name = qualifier?.kind === "alias" ? ` and qualifier = ${qualifier.alias.address}.name` : "";
  return `an aws_lambda_function_event_invoke_config with function_name = ${fn}.function_name${name}`;
}
