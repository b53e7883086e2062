import { isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const [START, END] = ["start_date", "end_date"] as const;

const example = (end: string) => `resource "aws_scheduler_schedule" "report" {
  name                = "report"
  schedule_expression = "rate(1 day)"
  start_date          = "2027-01-01T00:00:00Z"
  end_date            = "${end}"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:lambda:eu-west-1:111122223333:function:report"
    role_arn = "arn:aws:iam::111122223333:role/report"
  }
}`;

export default defineRule({
  summary: "A schedule ends before it begins",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon EventBridge Scheduler API reference, CreateSchedule: StartDate, EndDate (2026-11)",
  why: "Scheduler refuses a schedule whose start does not come before its end.",
  bad: example("2026-12-31T00:00:00Z"),
  good: example("2027-12-31T00:00:00Z"),
  check({ stack }) {
    return stack.resources("aws_scheduler_schedule").flatMap((schedule) => {
      const { address, body } = schedule;
      const [start, end] = [START, END].map((argument) => Date.parse(body.string(argument) ?? ""));
      const isOrdered = !(start !== undefined && end !== undefined && start >= end);
      if (isOrdered || [START, END].some((argument) => isCallersChoice(schedule, argument))) return [];
      return [
        {
          at: body.place(END),
          resource: address,
          message: `${address} ends at ${body.string(END)}, but begins at ${body.string(START)}`,
          help: `Set ${END} to a timestamp after ${START}`,
        },
      ];
    });
  },
});
