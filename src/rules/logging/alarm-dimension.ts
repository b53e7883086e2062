import { accountMetrics, neededDimensions } from "../../aws/metric-dimensions.ts";
import type { AlarmMetric } from "../../lambda/index.ts";
import { isCallersChoice, type ObjectValue, type Value } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { addEntry } from "../shared/edits/elements.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { type AlarmProblem, deadAlarms } from "../shared/resources/dead-alarms.ts";

const example = (more: string) => `resource "aws_cloudwatch_metric_alarm" "pages_failing" {
  alarm_name          = "pages-failing"
  namespace           = "AWS/CloudFront"
  metric_name         = "5xxErrorRate"
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5

  dimensions = {
    DistributionId = aws_cloudfront_distribution.pages.id${more}
  }
}`;

export default defineRule({
  summary: "An alarm lacks a dimension that its metric is recorded with, and so never goes off",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Amazon CloudWatch user guide, CloudWatch concepts: Dimensions; metrics of each service (2026-11)",
  why: `Each combination of dimensions is a metric of its own, and CloudWatch does not sum them up: throttled requests of a table are
recorded by operation, and those of a distribution with Region = "Global". An alarm on fewer dimensions waits for data forever.`,
  bad: example(""),
  good: example(`
    Region         = "Global"`),
  check({ stack }) {
    return deadAlarms(stack, (metric) => [...tooFew(metric), ...ofAccount(metric)]);
  },
});

function tooFew({ alarm, block, namespace = "", metric = "", dimensions }: AlarmMetric): AlarmProblem[] {
  if (!isKnown(dimensions) || isCallersChoice(alarm, "dimensions", block)) return [];
  const needs = neededDimensions.get(namespace) ?? [];
  return needs
    .filter(({ given, metrics, needed }) => {
      const isAbout = dimensions.entries.has(given) && (metrics === undefined || metrics.includes(metric));
      return isAbout && !needed.some((name) => dimensions.entries.has(name));
    })
    .map(({ given, needed: [name = ""], usual }) => ({
      at: dimensions.place,
      message: `${metric} of ${namespace} is not recorded by ${given} alone, but with ${name} too`,
      help: usual === undefined ? `Add the dimension ${name}` : `Add ${name} = "${usual}" to the dimensions`,
      suggestions:
        usual === undefined ? [] : suggestionOf(`Add ${name} = "${usual}"`, addEntry(dimensions, name, `"${usual}"`)),
    }));
}

function ofAccount({ alarm, block, namespace, metric = "", dimensions }: AlarmMetric): AlarmProblem[] {
  if (namespace !== "AWS/DynamoDB" || !accountMetrics.has(metric) || !isKnown(dimensions)) return [];
  const [first] = dimensions.entries.keys();
  if (first === undefined || isCallersChoice(alarm, "dimensions", block)) return [];
  return [
    {
      at: dimensions.place,
      message: `${metric} of ${namespace} is recorded for the account as a whole, without ${first}`,
      help: "Remove the dimensions, or alarm on what the code counts itself",
    },
  ];
}

/** Whether all dimensions are known by name. */
function isKnown(dimensions: Value): dimensions is ObjectValue {
  return dimensions.kind === "object" && !dimensions.open;
}
