import { resourceSchema } from "../../aws/provider-schema.ts";
import { namespaceMetrics, nearNamespace } from "../../aws/service-metrics.ts";
import {
  type AlarmMetric,
  deliveries,
  namedResources,
  type Queue,
  type Stack,
  writtenRegion,
} from "../../lambda/index.ts";
import { partPlace, referenceChain, refersTo, type Value } from "../../terraform/index.ts";
import { defineRule, type Edit } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { renamed } from "../shared/edits/elements.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { replaceAttribute } from "../shared/edits/values.ts";
import { type AlarmProblem, deadAlarms } from "../shared/resources/dead-alarms.ts";
import { filteredOtherwise, nearlyFiltered } from "../shared/resources/filter-metrics.ts";

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
    "Amazon SQS developer guide, Available CloudWatch metrics, Using dead-letter queues; Amazon SNS developer guide, Monitoring topics; CloudWatch user guide, AWS services that publish metrics; developer guides of API Gateway, CloudFront and Route 53 (2026-11)",
  why: `CloudWatch accepts an alarm on a metric that does not exist, and waits for data forever. Names of namespaces, metrics and
dimensions are compared exactly, and a dimension holds the name of a queue or topic, not its ARN or URL.`,
  bad: example("ApproximateNumberOfMessages"),
  good: example("ApproximateNumberOfMessagesVisible"),
  check({ stack }) {
    return deadAlarms(stack, (metric) => [
      ...misspeltNamespace(metric),
      ...otherNames(metric),
      ...redrivenUncounted(metric, stack),
      ...otherApi(metric),
      ...elsewhere(metric),
      ...balancerByName(metric),
      ...filteredOtherwise(metric, stack),
      ...nearlyFiltered(metric, stack),
    ]);
  },
});

/**
 * REST APIs publish these under ApiName; HTTP APIs have equivalent ones under ApiId (API Gateway developer guide,
 * metrics of each, 2026-11).
 */
const REST_METRICS: ReadonlyMap<string, string> = new Map([
  ["4XXError", "4xx"],
  ["5XXError", "5xx"],
]);
const HTTP_METRICS: ReadonlyMap<string, string> = new Map([...REST_METRICS].map(([rest, http]) => [http, rest]));

/** A metric of one kind of API with the dimension of the other. */
function otherApi({ namespace, metric = "", block, dimensions }: AlarmMetric): AlarmProblem[] {
  if (namespace !== "AWS/ApiGateway" || dimensions.kind !== "object" || dimensions.open) return [];
  const has = (name: string) => dimensions.entries.has(name);
  const right = has("ApiId") ? REST_METRICS.get(metric) : has("ApiName") ? HTTP_METRICS.get(metric) : undefined;
  if (right === undefined || (has("ApiId") && has("ApiName"))) return [];
  const [kind, dimension] = has("ApiId") ? ["HTTP", "ApiId"] : ["REST", "ApiName"];
  return [
    {
      at: block.place("metric_name"),
      message: `${dimension} is the dimension of ${kind} APIs, which send no metric "${metric}"`,
      help: `Set metric_name = "${right}", or name the other kind of API`,
      suggestions: suggestValues(block, "metric_name", [`"${right}"`]),
    },
  ];
}

/**
 * Services that publish metrics in one region only (CloudFront developer guide, Monitoring with CloudWatch; Route 53
 * developer guide, Monitoring health checks; AWS Billing user guide, Creating a billing alarm; 2026-11).
 */
const METRICS_REGION = "us-east-1";
const OF_ONE_REGION: ReadonlySet<string> = new Set(["AWS/CloudFront", "AWS/Route53", "AWS/Billing"]);

function elsewhere({ alarm, namespace, block }: AlarmMetric): AlarmProblem[] {
  const region = writtenRegion(alarm);
  if (namespace === undefined || !OF_ONE_REGION.has(namespace) || region === undefined) return [];
  // CloudFront is separate in China
  if (region === METRICS_REGION || !/^(?:af|ap|ca|eu|il|me|mx|sa|us)-(?!gov|iso)/.test(region)) return [];
  return [
    {
      at: block.place("namespace"),
      message: `the metrics of ${namespace} exist only in ${METRICS_REGION}, but the alarm is in ${region}`,
      help: `Create the alarm, and the topic that it notifies, in ${METRICS_REGION}`,
    },
  ];
}

const BALANCERS: Readonly<Record<string, string>> = { LoadBalancer: "aws_lb", TargetGroup: "aws_lb_target_group" };

/**
 * CloudWatch identifies a load balancer by the end of its ARN (Elastic Load Balancing user guide, CloudWatch metrics,
 * 2026-11).
 */
function balancerByName({ namespace, block, dimensions }: AlarmMetric): AlarmProblem[] {
  if (dimensions.kind !== "object" || !/^AWS\/(?:Application|Network|Gateway)ELB$/.test(namespace ?? "")) return [];
  return Object.entries(BALANCERS).flatMap(([dimension, type]) => {
    const value = dimensions.entries.get(dimension);
    const { resource, path = [] } = value?.via ?? {};
    if (!value || resource?.type !== type || path.length !== 1 || !/^(?:arn|id|name|dns_name)$/.test(String(path[0])))
      return [];
    return [
      {
        at: partPlace(block.place("dimensions"), value.place),
        message: `the dimension ${dimension} holds the ${path[0]} of ${resource}, but the metric has the end of its ARN`,
        help: `Use ${resource}.arn_suffix`,
        suggestions: suggestionOf("Use its arn_suffix", replaceAttribute(value.place, "arn_suffix")),
      },
    ];
  });
}

/** An AWS namespace in the wrong case. */
function misspeltNamespace({ namespace, block }: AlarmMetric): AlarmProblem[] {
  const near = namespace === undefined ? undefined : nearNamespace(namespace);
  if (near === undefined) return [];
  const message = `no service sends metrics under the namespace "${namespace}"`;
  const suggestions = suggestValues(block, "namespace", [`"${near}"`]);
  return [{ at: block.place("namespace"), message, help: `Set namespace = "${near}"`, suggestions }];
}

/** A metric or dimension of another service with a name that is nearly right. */
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
      suggestions: suggestValues(block, "metric_name", [`"${rightMetric}"`]),
    });
  if (dimensions.kind !== "object") return problems;
  const heldInstead = (name: string, value: Value) =>
    name === known.nameDimension ? notTheOne(value, known.type, wantedBy(name)) : undefined;
  for (const [name, value] of dimensions.entries) {
    const right = known.rightDimension(name);
    const key = dimensions.keyPlaces?.get(name);
    if (right !== undefined)
      problems.push({
        at: key ?? dimensions.place,
        suggestions: key
          ? suggestionOf(
              `Write ${right}`,
              { place: key, newText: renamed(key, right) },
              ...(heldInstead(right, value) === undefined ? [] : [otherAttribute(right, value)]),
            )
          : [],
        message: `the metrics of ${namespace} have no dimension "${name}"`,
        help: `Name the dimension ${right}`,
      });
    const wanted = wantedBy(name);
    const attribute = heldInstead(name, value);
    if (attribute !== undefined)
      problems.push({
        at: partPlace(block.place("dimensions"), value.place),
        message: `the dimension ${name} holds the ${attribute}, but the metric has the ${wanted === "arn" ? "ARN" : "name"}`,
        help: `Use the ${wanted} in place of the ${attribute}`,
        suggestions: suggestionOf(`Use its ${wanted}`, otherAttribute(name, value)),
      });
  }
  return problems;
}

function wantedBy(dimension: string): "arn" | "name" {
  return dimension.endsWith("Arn") ? "arn" : "name";
}

/** Uses the attribute of the same resource that a dimension requires. */
function otherAttribute(dimension: string, { via, place }: Value): Edit | undefined {
  const wanted = wantedBy(dimension);
  return via && resourceSchema(via.resource.type)?.attributes.has(wanted) ? replaceAttribute(place, wanted) : undefined;
}

/** The attribute of a resource that is used in place of its name, or its ARN. */
function notTheOne(value: Value, type: string, wanted: "arn" | "name"): string | undefined {
  const reference = value.via;
  if (wanted === "arn") return reference?.resource.type === type && reference.path[0] === "name" ? "name" : undefined;
  if (value.kind === "known") return /^(arn|https?):/.exec(String(value.value))?.[1]?.replace(/^https?/, "URL");
  const [first] = referenceChain(value);
  const attribute = first?.resource.type === type ? String(first.path[0]) : "";
  return ["arn", "url", "id"].includes(attribute) ? attribute : undefined;
}

const QUEUE: ReadonlySet<string> = new Set(["aws_sqs_queue"]);

/** SQS counts messages that are sent to a queue, but not those it moves there itself after too many receives. */
function redrivenUncounted({ namespace, metric, block, dimensions }: AlarmMetric, stack: Stack): AlarmProblem[] {
  const name = dimensions.kind === "object" ? dimensions.entries.get("QueueName") : undefined;
  if (namespace !== "AWS/SQS" || metric !== "NumberOfMessagesSent" || !name) return [];
  const [resource] = namedResources(name, QUEUE);
  const queue = stack.queues.find((one) => one.resource === resource);
  if (!queue || !isOnlyRedrivenTo(queue, stack)) return [];
  return [
    {
      at: block.place("metric_name"),
      message: "messages that SQS moves to a dead-letter queue do not count as sent",
      help: 'Set metric_name = "ApproximateNumberOfMessagesVisible"',
      suggestions: suggestValues(block, "metric_name", ['"ApproximateNumberOfMessagesVisible"']),
    },
  ];
}

/** Whether, as far as can be seen, a queue receives messages only from other queues' redrive policies. */
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
