import { type BlockValue, isCallersChoice, type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { replacedWithin, suggestionOf } from "../shared/edits/fixes.ts";

const PREFIXES = ["prefix", "error_output_prefix"] as const;
/** The destinations that write to a bucket besides extended_s3_configuration, in a block of this type. */
const BUCKET = "s3_configuration";
const DESTINATIONS = [
  "http_endpoint",
  "iceberg",
  "opensearch",
  "opensearchserverless",
  "redshift",
  "snowflake",
  "splunk",
];

/** A letter of a date format that means something else than it seems to. */
interface Mistake {
  readonly letters: string;
  readonly meant: string;
  readonly means: string;
  /** Whether a format, with no literals, uses the letters as if they meant the other thing. */
  readonly isIn: (format: string) => boolean;
}

const MISTAKES: readonly Mistake[] = [
  {
    letters: "YYYY",
    meant: "yyyy",
    means: "the year of the week, which around New Year is the next year or the last",
    // with the number of a week it is right
    isIn: (format) => format.includes("YYYY") && /[MLd]/.test(format) && !/[we]/i.test(format),
  },
  {
    letters: "DD",
    meant: "dd",
    means: "the day of the year",
    isIn: (format) => format.includes("DD") && /[ML]/.test(format),
  },
  {
    letters: "mm",
    meant: "MM",
    means: "the minute",
    isIn: (format) => format.includes("mm") && !/[HhKkML]/.test(format),
  },
];

const example = (year: string) => `resource "aws_kinesis_firehose_delivery_stream" "clicks" {
  name        = "clicks"
  destination = "extended_s3"

  extended_s3_configuration {
    role_arn            = "arn:aws:iam::111122223333:role/clicks"
    bucket_arn          = "arn:aws:s3:::acme-clicks"
    prefix              = "clicks/!{timestamp:${year}/MM/dd}/"
    error_output_prefix = "failed/!{firehose:error-output-type}/"
  }
}`;

export default defineRule({
  summary: "Firehose files records under another date than is meant",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon Data Firehose developer guide, Understand custom prefixes for Amazon S3 objects: Java's DateTimeFormatter; Java SE 8, class DateTimeFormatter (2026-11)",
  why: `In the formats of Java, YYYY is the year that the week belongs to, DD the day of the year and mm the minute. Records of
the last days of December are filed under the next year, for example, and queries by date do not find them.`,
  bad: example("YYYY"),
  good: example("yyyy"),
  check({ stack }) {
    return stack
      .resources("aws_kinesis_firehose_delivery_stream")
      .flatMap((stream) => bucketsOf(stream.body).flatMap((bucket) => faultsOf(stream, bucket)));
  },
});

/** The blocks of a stream that say where in a bucket it writes. */
function bucketsOf(body: BlockValue): readonly BlockValue[] {
  const main = body.blocks("extended_s3_configuration");
  const others = DESTINATIONS.flatMap((name) => body.blocks(`${name}_configuration`));
  return [
    ...main,
    ...main.flatMap((bucket) => bucket.blocks("s3_backup_configuration")),
    ...others.flatMap((destination) => destination.blocks(BUCKET)),
  ].filter(({ isCertain }) => isCertain);
}

function faultsOf(stream: Resource, bucket: BlockValue): RuleFinding[] {
  return PREFIXES.flatMap((argument) => {
    if (isCallersChoice(stream, argument, bucket)) return [];
    const format = formatOf(knownText(bucket.value(argument)));
    return MISTAKES.filter(({ isIn }) => isIn(format)).map(({ letters, meant, means }) => ({
      at: bucket.place(argument),
      resource: stream.address,
      message: `${letters} in the ${argument} of ${stream} is ${means}`,
      help: `Write ${meant}`,
      suggestions: suggestionOf(
        `Write ${meant} instead of ${letters}`,
        ...replacedWithin(bucket.place(argument), letters, meant),
      ),
    }));
  });
}

/** A prefix without its unknown parts. */
function knownText(value: Value): string {
  if (value.kind !== "template") return stringOf(value) ?? "";
  return value.parts.map((part) => (typeof part === "string" ? part : "")).join("");
}

/** All formats of dates in a prefix, without their literal parts. */
function formatOf(prefix: string): string {
  const formats = [...prefix.matchAll(/!\{\s*timestamp:((?:[^}!]|!(?!\{))*)\}/g)].map(([, format = ""]) => format);
  return formats.join(" ").replace(/'[^']*'/g, "");
}
