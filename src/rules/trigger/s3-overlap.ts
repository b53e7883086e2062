import { type BlockValue, elementsOrSelf, isCallersChoice, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const TARGETS = ["lambda_function", "queue", "topic"];

export default defineRule({
  summary: "Two triggers of a bucket cover the same objects and events",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon S3 user guide, Configuring event notifications using object key name filtering (2026-11)",
  why: `S3 refuses a notification configuration in which two triggers for the same kind of event overlap in prefix and suffix, and the
apply fails with "Configurations overlap".`,
  bad: `resource "aws_s3_bucket_notification" "uploads" {
  bucket = "orders-uploads"

  lambda_function {
    lambda_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:resize"
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "images/"
  }

  lambda_function {
    lambda_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:index"
    events              = ["s3:ObjectCreated:Put"]
  }
}`,
  good: `resource "aws_s3_bucket_notification" "uploads" {
  bucket = "orders-uploads"

  lambda_function {
    lambda_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:resize"
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "images/"
  }

  lambda_function {
    lambda_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:index"
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "documents/"
  }
}`,
  check({ stack }) {
    return stack.resources("aws_s3_bucket_notification").flatMap((notification) => {
      const { address, body } = notification;
      const blocks = TARGETS.flatMap((type) => body.blocks(type));
      const filters = blocks.flatMap((block) => filterOf(block, notification) ?? []);
      return filters.flatMap((filter, i) => {
        const other = filters.slice(0, i).find((earlier) => overlaps(earlier, filter));
        if (!other) return [];
        return [
          {
            at: filter.block.place("events"),
            resource: address,
            message: `Two triggers of ${address} overlap: both get ${describe(filter)} and ${describe(other)}, which S3 refuses`,
            help: "Separate them with filter_prefix or filter_suffix; or set eventbridge = true and use rules to send an event to several targets",
            related: [{ at: other.block.place("events"), message: "the other trigger" }],
          },
        ];
      });
    });
  },
});

interface Filter {
  readonly block: BlockValue;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

const FILTER = ["events", "filter_prefix", "filter_suffix"];

/** Undefined if some of it is not known, or left to callers. */
function filterOf(block: BlockValue, notification: Resource): Filter | undefined {
  const { elements } = elementsOrSelf(block.value("events"));
  const [prefix, suffix] = [textOr(block, "filter_prefix"), textOr(block, "filter_suffix")];
  if (!block.isCertain || prefix === undefined || suffix === undefined) return undefined;
  if (FILTER.some((argument) => isCallersChoice(notification, argument, block))) return undefined;
  return { block, prefix, suffix, events: elements.flatMap((event) => stringOf(event) ?? []) };
}

function textOr(block: BlockValue, argument: string): string | undefined {
  return block.isSet(argument) === "no" ? "" : block.string(argument);
}

function overlaps(a: Filter, b: Filter): boolean {
  const isPrefix = a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
  const isSuffix = a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix);
  return isPrefix && isSuffix && a.events.some((event) => b.events.some((other) => isSameEvent(event, other)));
}

/** `s3:ObjectCreated:*` includes every s3:ObjectCreated event. */
function isSameEvent(a: string, b: string): boolean {
  const covers = (pattern: string, event: string) => pattern.endsWith("*") && event.startsWith(pattern.slice(0, -1));
  return a === b || covers(a, b) || covers(b, a);
}

function describe({ events, prefix, suffix }: Filter): string {
  return `${events.join(", ")} of "${prefix}*${suffix}"`;
}
