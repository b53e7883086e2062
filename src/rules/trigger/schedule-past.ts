import { lastMoment } from "../../aws/schedule-expression.ts";
import { isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const EXPRESSION = "schedule_expression";
const END = "end_date";

const example = (year: string) => `resource "aws_scheduler_schedule" "launch" {
  name                = "launch"
  schedule_expression = "at(${year}-05-01T08:00:00)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:lambda:eu-west-1:111122223333:function:launch"
    role_arn = "arn:aws:iam::111122223333:role/launch"
  }
}`;

export default defineRule({
  summary: "A schedule is in the past and never runs again",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon EventBridge Scheduler user guide, Schedule types: one-time schedules; CreateSchedule: EndDate (2026-11)",
  why: `Scheduler accepts a time in the past but never runs it, so what was meant to happen does not. A schedule that is done
counts against the quota until somebody deletes it.`,
  ignoreWhen: "The schedule has run, and is kept in the configuration until it is cleaned up.",
  bad: example("2024"),
  good: example("2199"),
  check({ stack, asOf }) {
    const today = Date.parse(asOf);
    return [
      ...stack
        .resources("aws_scheduler_schedule")
        .flatMap((schedule) => [...expressionInPast(schedule, today), ...endInPast(schedule, today)]),
      ...stack.resources("aws_cloudwatch_event_rule").flatMap((rule) => expressionInPast(rule, today)),
    ];
  },
});

function expressionInPast(schedule: Resource, today: number): RuleFinding[] {
  const { address, body } = schedule;
  const text = isCallersChoice(schedule, EXPRESSION) ? undefined : body.string(EXPRESSION);
  const last = text === undefined ? undefined : lastMoment(text);
  if (last === undefined || last >= today) return [];
  return [
    {
      at: body.place(EXPRESSION),
      resource: address,
      message: `${address} is for ${text}, which is in the past`,
      help: `Set ${EXPRESSION} to a time in the future, or remove the schedule`,
    },
  ];
}

function endInPast(schedule: Resource, today: number): RuleFinding[] {
  const { address, body } = schedule;
  const end = isCallersChoice(schedule, END) ? undefined : body.string(END);
  if (end === undefined || !(Date.parse(end) < today)) return [];
  return [
    {
      at: body.place(END),
      resource: address,
      message: `${address} ended at ${end}`,
      help: `Set ${END} to a time in the future, or remove the schedule`,
    },
  ];
}
