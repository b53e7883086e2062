import { locationOf } from "../../lambda/index.ts";
import { type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { textIdentity } from "../shared/resources/twins.ts";

/** CloudWatch Logs quotas; it was 2 until 2026 (cfn-lint pull request 4688, 2026-09-09). */
const FILTERS_PER_GROUP = 5;

const FIVE = ["errors", "metrics", "archive", "audit", "search"];

const filter = (name: string) => `resource "aws_cloudwatch_log_subscription_filter" "${name}" {
  name            = "${name}"
  log_group_name  = "/aws/lambda/orders"
  filter_pattern  = ""
  destination_arn = "arn:aws:lambda:eu-west-1:111122223333:function:${name}"
}`;

export default defineRule({
  summary: "A log group has more subscription filters than CloudWatch Logs allows",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E2529"] },
  source: "Amazon CloudWatch Logs user guide, CloudWatch Logs quotas (2026-11); cfn-lint pull request 4688 (2026-09)",
  why: "A log group allows five subscription filters, and the sixth is refused with LimitExceededException. Until 2026 it allowed two.",
  bad: [...FIVE, "alerts"].map(filter).join("\n\n"),
  good: FIVE.map(filter).join("\n\n"),
  check({ stack }) {
    const groups = new Map<Resource | string, Resource[]>();
    for (const resource of stack.resources("aws_cloudwatch_log_subscription_filter")) {
      const value = resource.body.value("log_group_name");
      const [name, location] = [textIdentity(resource, "log_group_name"), locationOf(resource)];
      const byName = name === undefined || location === undefined ? undefined : `${location} ${name}`;
      const group = referredOfType(value, "aws_cloudwatch_log_group") ?? byName;
      if (group && resource.isCertain && !resource.isSymbolic)
        groups.set(group, [...(groups.get(group) ?? []), resource]);
    }
    return [...groups.values()].flatMap((filters) =>
      filters.slice(FILTERS_PER_GROUP).map(({ address, body }) => ({
        at: body.place("log_group_name"),
        resource: address,
        message: `${address} is one of ${filters.length} subscription filters of its log group, which allows ${FILTERS_PER_GROUP}`,
        help: "Send the logs to one stream and attach as many consumers as needed",
        related: filters
          .slice(0, FILTERS_PER_GROUP)
          .map((other) => ({ at: other.body.place(), message: "another one" })),
      })),
    );
  },
});
