import { type ScheduleService, scheduleProblem } from "../../aws/schedule-expression.ts";
import type { Stack } from "../../lambda/index.ts";
import { alternatives, isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const SCHEDULED: readonly (readonly [type: string, service: ScheduleService])[] = [
  ["aws_cloudwatch_event_rule", "rule"],
  ["aws_scheduler_schedule", "scheduler"],
];

export default defineRule({
  summary: "A schedule is not written as EventBridge reads it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3027"] },
  source:
    "Amazon EventBridge user guide, schedule patterns; EventBridge Scheduler user guide, schedule types (2026-11)",
  why: `EventBridge refuses a schedule that it cannot read, and the apply stops half-way. Its cron has six fields and not the five
that Unix has, and one of day-of-month and day-of-week must be a question mark. Rules on a bus of one's own take no schedule.`,
  bad: `resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "cron(0 3 * * *)"
}`,
  good: `resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "cron(0 3 * * ? *)"
}`,
  check({ stack }) {
    return SCHEDULED.flatMap(([type, service]) =>
      stack.resources(type).flatMap((resource) => {
        const { address, body } = resource;
        const text = body.string("schedule_expression");
        const problem = text && scheduleProblem(text, service);
        if (!problem) return service === "rule" ? onOtherBus(resource, stack) : [];
        return [
          {
            at: body.place("schedule_expression"),
            resource: address,
            message: `"${text}" is no schedule: ${problem}`,
            help: "Write it as rate(5 minutes), or as cron(minutes hours day-of-month month day-of-week year), such as cron(0 3 * * ? *)",
          },
        ];
      }),
    );
  },
});

/** Rules with a schedule belong to the default bus. */
function onOtherBus(rule: Resource, stack: Stack): RuleFinding[] {
  const { address, body } = rule;
  if (body.isSet("schedule_expression") !== "yes" || isCallersChoice(rule, "schedule_expression")) return [];
  if (!isOnBusDeclared(rule, stack) && !isOnBusNamed(rule)) return [];
  return [
    {
      at: body.place("schedule_expression"),
      resource: address,
      message: `${rule} has a schedule, and is on a bus of its own, where EventBridge takes none`,
      help: "Remove event_bus_name, or use aws_scheduler_schedule",
      related: [{ at: body.place("event_bus_name"), message: "The bus" }],
    },
  ];
}

function isOnBusDeclared({ body }: Resource, stack: Stack): boolean {
  const bus = body.value("event_bus_name");
  return alternatives(bus).length === 1 && stack.resourceNamed(bus, ["aws_cloudwatch_event_bus"])?.mode === "managed";
}

function isOnBusNamed(rule: Resource): boolean {
  const name = rule.body.string("event_bus_name") ?? "";
  return name !== "" && !/(?:^|\/)default$/.test(name) && !isCallersChoice(rule, "event_bus_name");
}
