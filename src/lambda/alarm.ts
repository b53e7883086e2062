import { grouped } from "../grouped.ts";
import { oncePer } from "../once-per.ts";
import { type BlockValue, dataOf, type Resource, stringOf, type Value } from "../terraform/index.ts";
import type { LambdaFunction } from "./function.ts";
import { handedToModules } from "./handed-on.ts";
import { namedResources } from "./names/identify.ts";
import type { Stack } from "./stack.ts";

/** A metric that an alarm watches. */
export interface AlarmMetric {
  readonly alarm: Resource;
  /** Where the metric is written: the alarm itself, or the `metric` block of a query. */
  readonly block: BlockValue;
  readonly namespace: string | undefined;
  readonly metric: string | undefined;
  readonly dimensions: Value;
  /** The statistic, under its argument's name in either form; unit and period have the same name in both. */
  readonly statistic: string | undefined;
}

/** The metrics of a stack's alarms, including those in metric queries. */
export const alarmMetrics = oncePer((stack: Stack): readonly AlarmMetric[] =>
  stack.resources("aws_cloudwatch_metric_alarm").flatMap((alarm) => {
    const queried = alarm.body.blocks("metric_query").flatMap((query) => query.blocks("metric"));
    return [
      ...(alarm.body.isWritten("metric_name") ? [metricOf(alarm, alarm.body, "statistic")] : []),
      ...queried.map((block) => metricOf(alarm, block, "stat")),
    ];
  }),
);

function metricOf(alarm: Resource, block: BlockValue, statistic: string): AlarmMetric {
  return {
    alarm,
    block,
    namespace: block.string("namespace"),
    metric: block.string("metric_name"),
    dimensions: block.value("dimensions"),
    statistic: block.string(statistic),
  };
}

const FUNCTION: ReadonlySet<string> = new Set(["aws_lambda_function"]);
const functionsIn = oncePer((name: Value) => namedResources(name, FUNCTION));

/** Whether any alarm watches a function's errors or throttles; "unknown" if what an alarm watches is not known. */
export function watchesFailures(fn: LambdaFunction, stack: Stack): "yes" | "no" | "unknown" {
  let answer: "no" | "unknown" = "no";
  for (const { namespace, metric, dimensions } of failureMetrics(stack).mayBeOf(fn)) {
    const isOfFunction = isDimensionOf(dimensions, fn);
    if (namespace !== undefined && metric !== undefined && isOfFunction) return "yes";
    if (isOfFunction !== false) answer = "unknown";
  }
  return handedToModules(stack).has(fn.resource) ? "unknown" : answer;
}

/** Metrics that may be functions' errors or throttles, by the function that they name. */
const failureMetrics = oncePer((stack: Stack) => {
  const metrics = alarmMetrics(stack).filter(
    ({ namespace, metric }) =>
      (namespace === undefined || namespace === "AWS/Lambda") &&
      (metric === undefined || metric === "Errors" || metric === "Throttles"),
  );
  const byResource = grouped(metrics, ({ dimensions }) => functionsIn(functionName(dimensions)));
  const others = metrics.filter(({ dimensions }) => functionsIn(functionName(dimensions)).length === 0);
  const byText = grouped(others, ({ dimensions }) => [stringOf(functionName(dimensions))]);
  return {
    /** The metrics that name the function, and those that may. */
    mayBeOf: ({ resource, name }: LambdaFunction): readonly AlarmMetric[] => {
      const named = name === undefined ? others : [...(byText.get(name) ?? []), ...(byText.get(undefined) ?? [])];
      return [...(byResource.get(resource) ?? []), ...named];
    },
  };
});

/** The function that dimensions name; the dimensions themselves if they name none. */
function functionName(dimensions: Value): Value {
  return (dimensions.kind === "object" && dimensions.entries.get("FunctionName")) || dimensions;
}

/** Whether a metric covers a function: by its name, or without dimensions, as the metric of all functions. */
function isDimensionOf(dimensions: Value, fn: LambdaFunction): boolean | undefined {
  if (dimensions.kind === "null") return true;
  if (dimensions.kind !== "object") return undefined;
  if (dimensions.entries.size === 0 && !dimensions.open) return true;
  const name = dimensions.entries.get("FunctionName");
  if (!name) return dimensions.open ? undefined : false;
  const named = functionsIn(name);
  if (named.length > 0) return named.includes(fn.resource);
  const text = stringOf(name);
  if (text !== undefined && fn.name !== undefined) return text === fn.name;
  return dataOf(name) === undefined || fn.name === undefined ? undefined : false;
}
