import { alternatives, type BlockValue, isCallersChoice, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const TARGETS = ["lambda_function", "queue", "topic"];
const FILTERS = ["filter_prefix", "filter_suffix"] as const;

const example = (prefix: string) => `resource "aws_s3_bucket_notification" "uploads" {
  bucket = "orders-uploads"

  lambda_function {
    lambda_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:resize"
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "${prefix}"
  }
}`;

export default defineRule({
  summary: "A notification's prefix or suffix matches no object",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Amazon S3 user guide, Configuring event notifications using object key name filtering (2026-11)",
  why: `S3 compares prefix and suffix with the key literally: a star is no wildcard, and a key begins neither with a slash nor with
the name of its bucket. S3 accepts such a filter, and the function is never called.`,
  ignoreWhen: "Keys in this bucket do begin with a slash, as some tools write them.",
  bad: example("uploads/*"),
  good: example("uploads/"),
  check({ stack }) {
    return stack
      .resources("aws_s3_bucket_notification")
      .flatMap((notification) =>
        TARGETS.flatMap((type) => notification.body.blocks(type)).flatMap((target) =>
          FILTERS.flatMap((filter) => findings(notification, target, filter)),
        ),
      );
  },
});

function findings(notification: Resource, target: BlockValue, filter: (typeof FILTERS)[number]): RuleFinding[] {
  const texts = alternatives(target.value(filter)).map(stringOf);
  const faults = texts.map((text) => (text === undefined ? undefined : faultOf(text, filter)));
  const [text, fault] = [texts[0], faults[0]];
  if (text === undefined || fault === undefined || faults.includes(undefined)) return [];
  if (isCallersChoice(notification, filter, target)) return [];
  const [what, help] = fault;
  return [
    {
      at: target.place(filter),
      resource: notification.address,
      message: `${notification} waits for keys that ${filter === "filter_prefix" ? "begin" : "end"} with "${text}": ${what}`,
      help,
      suggestions: instead(target, filter, text),
    },
  ];
}

/** The text without the star at its open end and the slash at its start; an empty text matches all keys. */
function instead(target: BlockValue, filter: (typeof FILTERS)[number], text: string): readonly Fix[] {
  const meant = filter === "filter_prefix" ? text.replace(/^\/+/, "").replace(/\*$/, "") : text.replace(/^\*/, "");
  if (meant === "") return suggestionOf(`Remove ${filter}`, removeArgument(target, filter));
  return faultOf(meant, filter) ? [] : suggestValues(target, filter, [JSON.stringify(meant)]);
}

function faultOf(text: string, filter: (typeof FILTERS)[number]): readonly [what: string, help: string] | undefined {
  if (text.includes("*")) return ["a star is no wildcard here", `Write ${filter} without the star`];
  if (filter === "filter_suffix") return undefined;
  if (/^(?:s3|arn|https?):/.test(text)) return ["a key does not include its bucket", "Write only the key"];
  if (text.startsWith("/")) return ["a key does not begin with a slash", "Remove the slash at the beginning"];
  return undefined;
}
