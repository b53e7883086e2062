import { meantSchedule } from "../../aws/meant-schedule.ts";
import { type ScheduleService, scheduleProblem } from "../../aws/schedule-expression.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const EXPRESSION = "schedule_expression";

/** Resources with a schedule, the argument, and the syntax that applies: schedules of scaling use Scheduler's. */
const SCHEDULED: readonly (readonly [type: string, argument: string, service: ScheduleService])[] = [
  ["aws_cloudwatch_event_rule", EXPRESSION, "rule"],
  ["aws_scheduler_schedule", EXPRESSION, "scheduler"],
  ["aws_appautoscaling_scheduled_action", "schedule", "scheduler"],
];

export default defineRule({
  summary: "A schedule expression is not valid",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3027"] },
  source:
    "Amazon EventBridge user guide, schedule patterns; EventBridge Scheduler user guide, schedule types; Application Auto Scaling API reference, PutScheduledAction: Schedule (2026-11)",
  why: `EventBridge refuses a schedule expression that it cannot parse, and the apply stops halfway. Its cron has six fields, not
five as on Unix, and one of day-of-month and day-of-week must be a question mark.`,
  bad: `resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "cron(0 3 * * *)"
}`,
  good: `resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "cron(0 3 * * ? *)"
}`,
  check({ stack }) {
    return SCHEDULED.flatMap(([type, argument, service]) =>
      stack.resources(type).flatMap(({ address, body }) => {
        const text = body.string(argument);
        const problem = text && scheduleProblem(text, service);
        if (!problem) return [];
        const meant = meantSchedule(text, service);
        return [
          {
            at: body.place(argument),
            resource: address,
            message: `"${text}" is not a valid schedule: ${problem}`,
            help: "Write it as rate(5 minutes), or as cron(minutes hours day-of-month month day-of-week year), such as cron(0 3 * * ? *)",
            suggestions: meant === undefined ? [] : suggestValues(body, argument, [`"${meant}"`]),
          },
        ];
      }),
    );
  },
});
