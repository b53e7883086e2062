import { didYouMean } from "../../../aws/did-you-mean.ts";
import { grouped } from "../../../grouped.ts";
import { type AlarmMetric, alarmMetrics, type Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { removeArgument, suggestValues } from "../edits/arguments.ts";
import { suggestionOf } from "../edits/fixes.ts";
import type { AlarmProblem } from "./dead-alarms.ts";

/** Namespaces with more metrics than this are not compared, as it would take long. */
const MOST_COMPARED = 200;

const metricKey = (namespace = "", metric = "") => `${namespace} ${metric}`;

const filterBlocks = (stack: Stack) =>
  stack.resources("aws_cloudwatch_log_metric_filter").flatMap(({ body }) => body.blocks("metric_transformation"));

/** The metrics that log metric filters publish. */
const transformations = oncePer((stack: Stack) =>
  grouped(filterBlocks(stack), (block) => [metricKey(block.string("namespace"), block.string("name"))]),
);

/** The metrics of filters that no alarm watches, by namespace. */
const unwatched = oncePer((stack: Stack): ReadonlyMap<string, readonly string[]> => {
  const watched = new Set(alarmMetrics(stack).map(({ namespace, metric }) => metricKey(namespace, metric)));
  const sent = filterBlocks(stack).flatMap((block) => {
    const [namespace, name] = [block.string("namespace"), block.string("name")];
    return namespace === undefined || name === undefined || watched.has(metricKey(namespace, name))
      ? []
      : [{ namespace, name }];
  });
  return new Map(
    [...grouped(sent, ({ namespace }) => [namespace])].map(([namespace, ones]) => [
      namespace,
      ones.map(({ name }) => name),
    ]),
  );
});

/** A metric that a filter publishes, watched with dimensions that the filter does not set. */
export function filteredOtherwise({ namespace, metric, block, dimensions }: AlarmMetric, stack: Stack): AlarmProblem[] {
  if (namespace === undefined || metric === undefined || dimensions.kind !== "object") return [];
  const [asked] = dimensions.entries.keys();
  const senders = transformations(stack).get(metricKey(namespace, metric)) ?? [];
  if (asked === undefined || senders.length === 0 || !senders.every((block) => block.isSet("dimensions") === "no"))
    return [];
  return [
    {
      at: dimensions.keyPlaces?.get(asked) ?? dimensions.place,
      message: `the metric filter that sends "${metric}" gives it no dimensions, but the alarm asks for ${asked}`,
      help: "Remove the dimensions from the alarm, or add them to the filter",
      suggestions: suggestionOf("Remove the dimensions", removeArgument(block, "dimensions")),
    },
  ];
}

/** A metric whose name is almost that of a filter's metric which no alarm watches. */
export function nearlyFiltered({ namespace, metric, block }: AlarmMetric, stack: Stack): AlarmProblem[] {
  if (namespace === undefined || metric === undefined || transformations(stack).has(metricKey(namespace, metric)))
    return [];
  const candidates = unwatched(stack).get(namespace) ?? [];
  const near = candidates.length > MOST_COMPARED ? undefined : didYouMean(metric, candidates);
  if (near === undefined) return [];
  return [
    {
      at: block.place("metric_name"),
      message: `no metric filter sends "${metric}", but one sends "${near}", which no alarm watches`,
      help: `Set metric_name = "${near}"`,
      suggestions: suggestValues(block, "metric_name", [`"${near}"`]),
    },
  ];
}
