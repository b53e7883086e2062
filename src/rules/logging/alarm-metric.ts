import { namespaceMetrics, nearNamespace } from "../../aws/service-metrics.ts";
import { type AlarmMetric, deliveries, namedResources, type Queue, type Stack } from "../../lambda/index.ts";
import { partPlace, referenceChain, refersTo, type Value } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { type AlarmProblem, deadAlarms } from "../shared/resources/dead-alarms.ts";

const example = (metric: string) => `resource "aws_cloudwatch_metric_alarm" "jobs_waiting" {
  alarm_name          = "jobs-waiting"
  namespace           = "AWS/SQS"
  metric_name         = "${metric}"
  dimensions          = { QueueName = "jobs" }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 100
  alarm_actions       = ["arn:aws:sns:eu-west-1:111122223333:operations"]
}`;

export default defineRule({
  summary: "An alarm watches a metric that no queue, topic or service sends",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon SQS developer guide, Available CloudWatch metrics, Using dead-letter queues; Amazon SNS developer guide, Monitoring topics; CloudWatch user guide, AWS services that publish metrics (2026-11)",
  why: `CloudWatch takes an alarm on a metric that does not exist, and waits for data for ever. Names of namespaces, metrics and dimensions
are compared letter by letter, and a dimension holds the name of a queue or topic, not its ARN or URL.`,
  bad: example("ApproximateNumberOfMessages"),
  good: example("ApproximateNumberOfMessagesVisible"),
  check({ stack }) {
    return deadAlarms(stack, (metric) => [
      ...misspeltNamespace(metric),
      ...otherNames(metric),
      ...redrivenUncounted(metric, stack),
    ]);
  },
});

/** A namespace of AWS in other letters. */
function misspeltNamespace({ namespace, block }: AlarmMetric): AlarmProblem[] {
  const near = namespace === undefined ? undefined : nearNamespace(namespace);
  if (near === undefined) return [];
  const message = `no service sends metrics under the namespace "${namespace}"`;
  return [{ at: block.place("namespace"), message, help: `Set namespace = "${near}"` }];
}

/** A metric or dimension of another service under a name that is nearly right. */
function otherNames({ namespace, metric, block, dimensions }: AlarmMetric): AlarmProblem[] {
  const known = namespaceMetrics.get(namespace ?? "");
  if (!known) return [];
  const problems: AlarmProblem[] = [];
  const rightMetric = metric === undefined ? undefined : known.rightMetric(metric);
  if (rightMetric !== undefined)
    problems.push({
      at: block.place("metric_name"),
      message: `${namespace} has no metric "${metric}"`,
      help: `Set metric_name = "${rightMetric}"`,
    });
  if (dimensions.kind !== "object") return problems;
  for (const [name, value] of dimensions.entries) {
    const right = known.rightDimension(name);
    if (right !== undefined)
      problems.push({
        at: dimensions.keyPlaces?.get(name) ?? dimensions.place,
        message: `the metrics of ${namespace} have no dimension "${name}"`,
        help: `Name the dimension ${right}`,
      });
    const wanted = name.endsWith("Arn") ? "arn" : "name";
    const attribute = name === known.nameDimension ? notTheOne(value, known.type, wanted) : undefined;
    if (attribute !== undefined)
      problems.push({
        at: partPlace(block.place("dimensions"), value.place),
        message: `the dimension ${name} holds the ${attribute}, and the metric has the ${wanted === "arn" ? "ARN" : "name"}`,
        help: `Use the ${wanted} in place of the ${attribute}`,
      });
  }
  return problems;
}

/** The attribute of a resource that stands where its name, or its ARN, belongs. */
function notTheOne(value: Value, type: string, wanted: "arn" | "name"): string | undefined {
  const reference = value.via;
  if (wanted === "arn") return reference?.resource.type === type && reference.path[0] === "name" ? "name" : undefined;
  if (value.kind === "known") return /^(arn|https?):/.exec(String(value.value))?.[1]?.replace(/^https?/, "URL");
  const [first] = referenceChain(value);
  const attribute = first?.resource.type === type ? String(first.path[0]) : "";
  return ["arn", "url", "id"].includes(attribute) ? attribute : undefined;
}

const QUEUE: ReadonlySet<string> = new Set(["aws_sqs_queue"]);

/** SQS counts what is sent to a queue, and not what it moves there itself because it was received too often. */
function redrivenUncounted({ namespace, metric, block, dimensions }: AlarmMetric, stack: Stack): AlarmProblem[] {
  const name = dimensions.kind === "object" ? dimensions.entries.get("QueueName") : undefined;
  if (namespace !== "AWS/SQS" || metric !== "NumberOfMessagesSent" || !name) return [];
  const [resource] = namedResources(name, QUEUE);
  const queue = stack.queues.find((one) => one.resource === resource);
  if (!queue || !isOnlyRedrivenTo(queue, stack)) return [];
  return [
    {
      at: block.place("metric_name"),
      message: "what SQS moves to a dead-letter queue does not count as sent",
      help: 'Set metric_name = "ApproximateNumberOfMessagesVisible"',
    },
  ];
}

/** Whether messages come to a queue from other queues, as far as is seen, and from nothing else. */
function isOnlyRedrivenTo(queue: Queue, stack: Stack): boolean {
  const isTarget = stack.queues.some(({ redrive }) => {
    return redrive.kind === "set" && redrive.deadLetterArn && stack.queueNamed(redrive.deadLetterArn) === queue;
  });
  const takesFailures = stack.functions.some(({ failureTargets }) =>
    failureTargets.targets.some(({ value }) => stack.queueNamed(value) === queue),
  );
  const isSubscribed = deliveries(stack).some(({ target }) => refersTo(target, queue.resource));
  return isTarget && !takesFailures && !isSubscribed;
}
