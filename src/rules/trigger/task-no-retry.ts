import { isLambdaTask, type State, stateGroups } from "../../lambda/index.ts";
import { jsonContent } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { addEntry } from "../shared/edits/elements.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const example = (retry: string) => `resource "aws_sfn_state_machine" "orders" {
  name     = "orders"
  role_arn = "arn:aws:iam::111122223333:role/orders"
  definition = jsonencode({
    StartAt = "Charge"
    States = {
      Charge = {
        Type     = "Task"
        Resource = "arn:aws:states:::lambda:invoke"
        Parameters = {
          FunctionName = "arn:aws:lambda:eu-west-1:111122223333:function:charge:live"
        }
${retry}        End = true
      }
    }
  })
}`;

export default defineRule({
  summary: "A workflow fails when Lambda itself fails temporarily",
  severity: "info",
  profile: "recommended",
  since: "0.1",
  source: "AWS Step Functions developer guide, Best practices: Handle transient Lambda service exceptions (2026-11)",
  why: `Lambda answers with a service error now and then, and with TooManyRequestsException under load. A task without Retry then
fails, and the whole execution with it, although the next try would have worked.`,
  ignoreWhen: "The function must not be called twice for the same input.",
  bad: example(""),
  good: example(`        Retry = [{
          ErrorEquals = ["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException"]
        }]
`),
  check({ stack }) {
    return stack.resources("aws_sfn_state_machine").flatMap(({ address, body }) => {
      const definition = jsonContent(body.value("definition"));
      // a Parallel or Map state that retries repeats everything inside
      const groups = definition ? stateGroups(definition).filter(({ within }) => within.every(hasNoRetry)) : [];
      return groups
        .flatMap(({ states }) => states)
        .filter((state) => isLambdaTask(state) && hasNoRetry(state))
        .map(({ name, place, content }) => ({
          at: place,
          resource: address,
          message: `The task "${name}" is not retried when Lambda fails temporarily`,
          help: 'Add Retry with ErrorEquals = ["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException"]',
          suggestions: suggestionOf("Retry when Lambda fails temporarily", addEntry(content, "Retry", RETRY)),
        }));
    });
  },
});

function hasNoRetry({ content }: State): boolean {
  return !content.open && !content.entries.has("Retry");
}

/**
 * After the AWS Step Functions developer guide, Best practices: Handle transient Lambda service exceptions (2026-11).
 */
const RETRY = `[{
  ErrorEquals     = ["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException"]
  IntervalSeconds = 1
  MaxAttempts     = 3
  BackoffRate     = 2
}]`;
