import { type BlockValue, isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const [PREFIX, ERRORS, SIZE] = ["prefix", "error_output_prefix", "buffering_size"] as const;
/** What an expression may begin with: !{timestamp:yyyy}. */
const NAMESPACES = ["firehose", "timestamp", "partitionKeyFromQuery", "partitionKeyFromLambda"];
/** MiB that Firehose collects at least for each partition. */
const PARTITIONED_SIZE_MIN = 64;

const example = (errors: string) => `resource "aws_kinesis_firehose_delivery_stream" "clicks" {
  name        = "clicks"
  destination = "extended_s3"

  extended_s3_configuration {
    role_arn            = "arn:aws:iam::111122223333:role/clicks"
    bucket_arn          = "arn:aws:s3:::acme-clicks"
    prefix              = "clicks/!{timestamp:yyyy/MM/dd}/"${errors}
  }
}`;

export default defineRule({
  summary: "Firehose does not accept where a delivery stream is to write",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon Data Firehose developer guide, Understand custom prefixes for Amazon S3 objects; Enable dynamic partitioning (2026-11)",
  why: `If the prefix has expressions, that for failed records is required as well, and its expressions must include the type of
error. Dynamic partitioning collects at least ${PARTITIONED_SIZE_MIN} MiB. Firehose refuses the stream otherwise.`,
  bad: example(""),
  good: example(`
    error_output_prefix = "failed/!{firehose:error-output-type}/"`),
  check({ stack }) {
    return stack.resources("aws_kinesis_firehose_delivery_stream").flatMap((stream) =>
      stream.body
        .blocks("extended_s3_configuration")
        .filter(({ isCertain }) => isCertain)
        .flatMap((bucket) => [...prefixFaults(stream, bucket), ...smallBuffer(stream, bucket)]),
    );
  },
});

/** The namespaces of the expressions in a prefix. */
function namespacesOf(prefix: string): readonly string[] {
  return [...prefix.matchAll(/!\{\s*([^:}]*)/g)].map(([, namespace = ""]) => namespace.trim());
}

function prefixFaults(stream: Resource, bucket: BlockValue): RuleFinding[] {
  if ([PREFIX, ERRORS].some((name) => isCallersChoice(stream, name, bucket))) return [];
  const found = (argument: string, what: string, help: string): RuleFinding[] => [
    { at: bucket.place(argument), resource: stream.address, message: `${stream} ${what}`, help },
  ];
  for (const argument of [PREFIX, ERRORS]) {
    const odd = namespacesOf(bucket.string(argument) ?? "").find((one) => !NAMESPACES.includes(one));
    if (odd !== undefined)
      return found(
        argument,
        `has an expression of "${odd}" in its ${argument}, which Firehose does not know`,
        `Use one of ${NAMESPACES.join(", ")}`,
      );
  }
  const [prefix, errors] = [bucket.string(PREFIX) ?? "", bucket.string(ERRORS)];
  const isDynamic = namespacesOf(prefix).length > 0;
  if (isDynamic && (bucket.isSet(ERRORS) === "no" || errors === ""))
    return found(
      PREFIX,
      "has expressions in its prefix, but no prefix for failed records",
      `Set ${ERRORS} = "failed/!{firehose:error-output-type}/"`,
    );
  if (errors === undefined || namespacesOf(errors).length === 0 || errors.includes("firehose:error-output-type"))
    return [];
  return found(
    ERRORS,
    "has expressions in its prefix for failed records, but not that for the type of error",
    "Add !{firehose:error-output-type} to it",
  );
}

function smallBuffer(stream: Resource, bucket: BlockValue): RuleFinding[] {
  const isPartitioned = bucket
    .blocks("dynamic_partitioning_configuration")
    .some(
      (config) => config.isCertain && config.boolean("enabled") === true && !isCallersChoice(stream, "enabled", config),
    );
  // the provider sends 5 if nothing is written
  const size = bucket.isSet(SIZE) === "no" ? 5 : bucket.number(SIZE);
  if (!isPartitioned || size === undefined || size >= PARTITIONED_SIZE_MIN || isCallersChoice(stream, SIZE, bucket))
    return [];
  return [
    {
      at: bucket.place(SIZE),
      resource: stream.address,
      message: `${stream} partitions what it writes, but collects only ${size} MiB, and ${PARTITIONED_SIZE_MIN} are the least`,
      help: `Set ${SIZE} = ${PARTITIONED_SIZE_MIN}`,
      suggestions: suggestValues(bucket, SIZE, [String(PARTITIONED_SIZE_MIN)]),
    },
  ];
}
