import { isAlways } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const CLASS = "log_group_class";
/** Resources that read a group's log events as they arrive. */
const READERS = ["aws_cloudwatch_log_metric_filter", "aws_cloudwatch_log_subscription_filter"];

const example = (more: string) => `resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/lambda/orders"
  retention_in_days = 30${more}
}

resource "aws_cloudwatch_log_metric_filter" "failed" {
  name           = "failed"
  log_group_name = aws_cloudwatch_log_group.orders.name
  pattern        = "ERROR"

  metric_transformation {
    name      = "Failed"
    namespace = "Orders"
    value     = "1"
  }
}`;

export default defineRule({
  summary: "A filter is on a log group whose class does not allow filters",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon CloudWatch Logs user guide, Log classes (2026-11)",
  why: `Log groups of the infrequent access and delivery classes cost less, but allow neither metric filters nor subscription
filters: CloudWatch Logs refuses them. The class of a group cannot be changed.`,
  bad: example(`
  log_group_class   = "INFREQUENT_ACCESS"`),
  good: example(""),
  check({ stack }) {
    return READERS.flatMap((type) => stack.resources(type)).flatMap((filter) => {
      const named = filter.body.value("log_group_name");
      const group = stack.resourceNamed(named, ["aws_cloudwatch_log_group"]);
      const found = ["INFREQUENT_ACCESS", "DELIVERY"].find((value) => group && isAlways(group, CLASS, value));
      if (!group || found === undefined) return [];
      return [
        {
          at: filter.body.place("log_group_name"),
          resource: filter.address,
          message: `${filter} is on ${group}, whose class ${found} does not allow filters`,
          help: `Remove ${CLASS} from the group, which replaces it`,
          suggestions: suggestionOf(`Remove ${CLASS}, which replaces the group`, removeArgument(group.body, CLASS)),
          related: [{ at: group.body.place(CLASS), message: "the class of the group" }],
        },
      ];
    });
  },
});
