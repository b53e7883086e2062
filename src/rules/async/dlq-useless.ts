import { mayBeCalledElsewhere } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { WORKER_FUNCTION } from "../shared/policies/example-worker.ts";

export default defineRule({
  summary: "A failure destination is set that nothing here can ever use",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Invoking Lambda functions, and Using Lambda with Amazon SQS (2026-11)",
  why: `Dead-letter queues and destinations of a function take only events of asynchronous invocations. A synchronous caller gets
the error itself, messages go back to their queue, and stream records to the mapping's own destination.`,
  ignoreWhen: "The function is also invoked asynchronously from code or from another configuration.",
  bad: `resource "aws_lambda_function" "worker" {
  function_name = "worker"
  role          = aws_iam_role.worker.arn
  runtime       = "python3.14"
  handler       = "worker.handler"
  filename      = "worker.zip"

  dead_letter_config {
    target_arn = "arn:aws:sqs:eu-west-1:123456789012:failed"
  }
}

resource "aws_lambda_event_source_mapping" "jobs" {
  function_name    = aws_lambda_function.worker.arn
  event_source_arn = "arn:aws:sqs:eu-west-1:123456789012:jobs"
}`,
  good: `${WORKER_FUNCTION}

resource "aws_lambda_event_source_mapping" "jobs" {
  function_name    = aws_lambda_function.worker.arn
  event_source_arn = "arn:aws:sqs:eu-west-1:123456789012:jobs"
}`,
  check({ stack }) {
    if (!stack.knowsAllTriggers) return [];
    return stack.functions.flatMap((fn) => {
      const [target] = fn.failureTargets.targets;
      const [trigger] = fn.triggers;
      const isWaitedFor = fn.triggers.every(
        ({ invocation }) => invocation === "synchronous" || invocation === "polled",
      );
      if (!target?.block.isCertain || !trigger || !isWaitedFor || mayBeCalledElsewhere(stack, fn)) return [];
      return [
        {
          at: target.block.place(target.argument),
          resource: (target.config ?? fn.resource).address,
          message: `${fn} has a place for failed asynchronous events, but nothing here invokes it asynchronously`,
          suggestions:
            target.kind === "dead-letter" ? suggestionOf("Remove dead_letter_config", removeBlock(target.block)) : [],
          help:
            fn.triggersOf("sqs").length > 0
              ? "Give the queue a redrive_policy instead"
              : "Remove it, or handle the failure where the caller sees it",
          related: [
            {
              at: trigger.block.place(trigger.argument),
              message: `invokes it ${trigger.invocation === "polled" ? "by polling" : "synchronously"}`,
            },
          ],
        },
      ];
    });
  },
});
