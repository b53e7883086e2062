import { didYouMean } from "../../aws/did-you-mean.ts";
import { isAlways, isCallersChoice, type Place, stringOf } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { replacedWithin, suggestionOf } from "../shared/edits/fixes.ts";

const PREFIXES = ["prefix", "error_output_prefix"];

/** What stands before the colon in an expression of a prefix. */
const NAMESPACES = ["firehose", "timestamp", "partitionKeyFromQuery", "partitionKeyFromLambda"];

const example = (enabled: boolean) => `resource "aws_kinesis_firehose_delivery_stream" "orders" {
  name        = "orders"
  destination = "extended_s3"

  extended_s3_configuration {
    role_arn   = "arn:aws:iam::111122223333:role/orders"
    bucket_arn = "arn:aws:s3:::example-orders"

    processing_configuration {
      enabled = ${enabled}

      processors {
        type = "Lambda"

        parameters {
          parameter_name  = "LambdaArn"
          parameter_value = "arn:aws:lambda:eu-west-1:111122223333:function:transform:$LATEST"
        }
      }
    }
  }
}`;

export default defineRule({
  summary: "Firehose never calls its function, or has a prefix that it cannot parse",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon Data Firehose developer guide, Transform source data; Understand custom prefixes for Amazon S3 objects (2026-11)",
  why: `If processing is switched off, each record is silently delivered as it came. An expression in a prefix must be one of
firehose, timestamp or a partition key, and Firehose refuses a stream with any other.`,
  bad: example(false),
  good: example(true),
  check({ stack }) {
    return stack.resources("aws_kinesis_firehose_delivery_stream").flatMap((stream) =>
      stream.body.blockTypes
        .flatMap((type) => stream.body.blocks(type))
        .flatMap((destination): RuleFinding[] => [
          ...destination
            .blocks("processing_configuration")
            .filter(
              (processing) =>
                isAlways(stream, "enabled", false, processing) && processing.hasBlock("processors") === "yes",
            )
            .map((processing) => ({
              at: processing.place("enabled"),
              resource: stream.address,
              severity: "warning" as const,
              message: `${stream} has processors but does not use them because its processing is switched off`,
              suggestions: suggestValues(processing, "enabled", ["true"]),
              help: "Set enabled = true, or remove the processors",
            })),
          ...PREFIXES.flatMap((argument) =>
            isCallersChoice(stream, argument, destination)
              ? []
              : unreadable(stringOf(destination.value(argument)) ?? "").map((name) => ({
                  at: destination.place(argument),
                  resource: stream.address,
                  message: `The ${argument} of ${stream} has an expression "${name}", which Firehose does not know`,
                  suggestions: meant(destination.place(argument), name),
                  help: `Use one of ${NAMESPACES.join(", ")} before the colon`,
                })),
          ),
        ]),
    );
  },
});

/** The namespaces in a prefix that there are not. */
function unreadable(prefix: string): readonly string[] {
  const names = [...prefix.matchAll(/!\{([^:{}]*):[^{}]*\}/g)].map(([, name = ""]) => name);
  return [...new Set(names)].filter((name) => !NAMESPACES.includes(name));
}

function meant(place: Place, name: string): readonly Fix[] {
  const near = didYouMean(name, NAMESPACES);
  const edits = near === undefined ? [] : replacedWithin(place, `!{${name}`, `!{${near}`);
  return edits.length > 0 ? suggestionOf(`Write ${near}`, ...edits) : [];
}
