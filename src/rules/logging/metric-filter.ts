import { type BlockValue, isCallersChoice, type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const example = (more: string) => `resource "aws_cloudwatch_log_metric_filter" "failed" {
  name           = "failed"
  log_group_name = "/aws/lambda/orders"
  pattern        = "{ $.level = \\"ERROR\\" }"

  metric_transformation {
    name       = "Failed"
    namespace  = "Orders"
    value      = "1"
    dimensions = { Operation = "$.operation" }${more}
  }
}`;

export default defineRule({
  summary: "A metric filter has dimensions that CloudWatch Logs does not accept",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon CloudWatch Logs API reference, MetricTransformation (2026-11); terraform-provider-aws issue 28881",
  why: `A dimension is read from the log event, as $.field or $1, and if nothing matches, there is none to which a default value
could be counted. PutMetricFilter refuses a dimension that is not a field, a default value beside dimensions, and dimensions
of a pattern that is just words.`,
  bad: example(`
    default_value = "0"`),
  good: example(""),
  check({ stack }) {
    return stack.resources("aws_cloudwatch_log_metric_filter").flatMap(faultsOf);
  },
});

function faultsOf(filter: Resource): RuleFinding[] {
  return filter.body.blocks("metric_transformation").flatMap((block) => {
    const dimensions = block.value("dimensions");
    if (!block.isCertain || dimensions.kind !== "object" || dimensions.entries.size === 0) return [];
    if (isCallersChoice(filter, "dimensions", block)) return [];
    const words = plainWords(filter);
    if (words !== undefined) return [withoutFields(filter, block, words)];
    const literal = [...dimensions.entries].find(([, value]) => stringOf(value)?.startsWith("$") === false);
    return [
      ...(literal ? [literalDimension(filter, ...literal)] : []),
      ...(hasDefault(filter, block) ? [defaultBesideDimensions(filter, block)] : []),
    ];
  });
}

function withoutFields(filter: Resource, block: BlockValue, words: string): RuleFinding {
  return {
    at: block.place("dimensions"),
    resource: filter.address,
    message: `${filter} has dimensions, but its pattern, ${words}, looks for words and names no fields`,
    help: 'Match fields, as in "{ $.level = \\"ERROR\\" }" for JSON or "[time, level = ERROR, operation]" for columns, or remove the dimensions',
  };
}

function literalDimension(filter: Resource, name: string, value: Value): RuleFinding {
  return {
    at: value.place,
    resource: filter.address,
    message: `The dimension ${name} of ${filter} is "${stringOf(value)}", which is not a field of the log event`,
    help: 'Name a field, as "$.operation" for JSON or "$operation" for words in brackets',
  };
}

/** Whether a default value is set, whoever calls the module; the provider treats an empty string as none. */
function hasDefault(filter: Resource, block: BlockValue): boolean {
  const isGiven = block.isSet("default_value") === "yes" && block.string("default_value") !== "";
  return isGiven && !isCallersChoice(filter, "default_value", block);
}

function defaultBesideDimensions(filter: Resource, block: BlockValue): RuleFinding {
  return {
    at: block.place("default_value"),
    resource: filter.address,
    message: `${filter} has both a default value and dimensions, which exclude each other`,
    help: "Remove default_value, or the dimensions",
    suggestions: ["default_value", "dimensions"].flatMap((name) =>
      suggestionOf(`Remove ${name}`, removeArgument(block, name)),
    ),
  };
}

/** A pattern that is just words, without the fields that dimensions are read from. */
function plainWords(filter: Resource): string | undefined {
  const pattern = filter.body.string("pattern")?.trim();
  const isPlain = pattern !== undefined && pattern !== "" && !/^[{[]/.test(pattern);
  return isPlain && !isCallersChoice(filter, "pattern") ? pattern : undefined;
}
