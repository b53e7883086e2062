import {
  describeQualifier,
  invokedQualifier,
  isSameQualifier,
  type LambdaFunction,
  mayBeCalledElsewhere,
  qualifierArgument,
  type Trigger,
} from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { setQualifier } from "../shared/edits/qualifier.ts";

const example = (qualifier: string) => `resource "aws_lambda_function" "thumbnail" {
  function_name = "thumbnail"
  role          = aws_iam_role.thumbnail.arn
  runtime       = "python3.14"
  handler       = "thumbnail.handler"
  filename      = "thumbnail.zip"
  publish       = true
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.thumbnail.function_name
  function_version = aws_lambda_function.thumbnail.version
}

resource "aws_sns_topic_subscription" "uploads" {
  topic_arn = "arn:aws:sns:eu-west-1:123456789012:uploads"
  protocol  = "lambda"
  endpoint  = aws_lambda_alias.live.arn
}

resource "aws_lambda_function_event_invoke_config" "thumbnail" {
  function_name = aws_lambda_function.thumbnail.function_name${qualifier}

  destination_config {
    on_failure {
      destination = "arn:aws:sqs:eu-west-1:123456789012:failed"
    }
  }
}`;

export default defineRule({
  summary: "Failure handling is set for a different version or alias than the one that is invoked",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, PutFunctionEventInvokeConfig: Qualifier (2026-11)",
  why: `Retries and destinations apply only to the exact qualifier they are set for. If the trigger calls another one, its failed
events are dropped as if there were no destination.`,
  bad: example(""),
  good: example(`
  qualifier     = aws_lambda_alias.live.name`),
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const triggers = asynchronousTriggers(fn);
      if (!triggers || !stack.knowsAllTriggers || mayBeCalledElsewhere(stack, fn)) return [];
      return fn.invokeConfigs.flatMap((config) => {
        const own = qualifierArgument(config.body.value("qualifier"));
        // a config per alias is right as long as one of the aliases is called
        const isUnused = triggers.every((trigger) => isSameQualifier(invokedQualifier(trigger), own) === false);
        const [trigger] = triggers;
        if (!isUnused || !trigger) return [];
        return [
          {
            at: config.body.place("qualifier"),
            resource: config.address,
            message: `${config} applies to ${describeQualifier(own)} of ${fn}, but ${trigger.connection} invokes ${describeQualifier(invokedQualifier(trigger))}`,
            suggestions: suggestionOf(
              `Apply it to ${describeQualifier(invokedQualifier(trigger))}`,
              setQualifier(config, invokedQualifier(trigger)),
            ),
            help: "Set qualifier to what the trigger invokes, or let the trigger invoke what qualifier says",
            related: [{ at: trigger.block.place(trigger.argument), message: "what is invoked" }],
          },
        ];
      });
    });
  },
});

/** What invokes a function asynchronously; undefined if something unknown may do so. */
function asynchronousTriggers({ triggers }: LambdaFunction): readonly Trigger[] | undefined {
  if (triggers.some(({ invocation }) => invocation === "unknown")) return undefined;
  const found = triggers.filter(({ invocation }) => invocation === "asynchronous");
  // a permission tells who may call, the connection what is called
  const connections = found.filter(({ connection }) => connection.type !== "aws_lambda_permission");
  return connections.length > 0 ? connections : found;
}
