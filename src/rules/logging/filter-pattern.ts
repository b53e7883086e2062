import { acceptedPattern, logPatternProblem, unconditionalFields } from "../../aws/log-filter-pattern.ts";
import { isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { replaceValue } from "../shared/edits/values.ts";

const PATTERNS = [
  ["aws_cloudwatch_log_metric_filter", "pattern"],
  ["aws_cloudwatch_log_subscription_filter", "filter_pattern"],
] as const;

/**
 * Words that people put in brackets to look for them, as in the lines of Lambda's Python runtime: `[ERROR] KeyError`.
 */
const LEVEL = /^(?:ERROR|WARN|WARNING|FATAL|CRITICAL|EXCEPTION|Error|Warning|Exception)$/;

const example = (pattern: string) => `resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  log_group_name = "/aws/lambda/orders"
  pattern        = "${pattern}"

  metric_transformation {
    name      = "Errors"
    namespace = "Orders"
    value     = "1"
  }
}`;

export default defineRule({
  summary: "A filter of log events has a pattern that is refused, or that does not look for its words",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon CloudWatch Logs user guide, Filter pattern syntax for metric filters, subscription filters, filter log events, and Live Tail (2026-11)",
  why: `Brackets name the words of an event, and do not look for them: [ERROR] matches each event of one word, whatever it is, and so
counts no errors. Terms with other characters than letters, digits and underscores need quotation marks. CloudWatch Logs refuses
them without, as well as brackets, braces and quotation marks that are not closed.`,
  bad: example("[ERROR]"),
  good: example("ERROR"),
  check({ stack }) {
    return PATTERNS.flatMap(([type, argument]) =>
      stack.resources(type).flatMap((filter) => {
        const pattern = filter.body.string(argument);
        if (pattern === undefined || isCallersChoice(filter, argument)) return [];
        return faultOf(filter, argument, pattern) ?? [];
      }),
    );
  },
});

function faultOf(filter: Resource, argument: string, pattern: string): RuleFinding | undefined {
  const common = { at: filter.body.place(argument), resource: filter.address };
  const writing = (meant: string | undefined) => {
    // a template would begin there
    if (meant === undefined || /[$%]\{/.test(meant)) return [];
    return suggestionOf(`Look for ${meant}`, replaceValue(filter.body.value(argument), JSON.stringify(meant)));
  };
  const problem = logPatternProblem(pattern);
  if (problem !== undefined)
    return {
      ...common,
      message: `CloudWatch Logs refuses the pattern of ${filter}: ${problem}`,
      help: "Write terms with other characters in quotation marks, conditions on JSON in braces, and fields of an event in brackets",
      suggestions: writing(acceptedPattern(pattern)),
    };
  const fields = usesFields(filter) ? [] : (unconditionalFields(pattern) ?? []);
  const [first] = fields;
  const isCount = fields.length === 1 && first !== undefined && /^\w+$/.test(first) && argument === "pattern";
  const name = isCount ? first : fields.find((field) => LEVEL.test(field));
  if (name === undefined) return undefined;
  if (fields.length > 1)
    return {
      ...common,
      severity: "warning",
      message: `The pattern of ${filter} does not look for ${name}, which is the name of a field there, so every event with that many words matches`,
      help: `Write a condition, such as level = ${name}`,
      suggestions: writing(pattern.replace(name, `level = ${name}`)),
    };
  return {
    ...common,
    severity: "warning",
    message: `The pattern of ${filter} matches every event of one word, whatever it is: ${name} in brackets is the name of a field`,
    help: `Write ${name} without brackets`,
    suggestions: [name, `"[${name}]"`].flatMap(writing),
  };
}

/** Whether a metric may take its value or dimensions from the fields, so that the pattern only has to name them. */
function usesFields({ body }: Resource): boolean {
  return body.blocks("metric_transformation").some((block) => {
    const value = block.string("value");
    return value === undefined || value.startsWith("$") || block.isSet("dimensions") !== "no";
  });
}
