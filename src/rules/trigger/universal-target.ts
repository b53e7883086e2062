import type { BlockValue, Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const PREFIX = /^arn:aws[\w-]*:scheduler:([^:]*):([^:]*):aws-sdk:[^:]+:([A-Za-z]\w*)$/;

const example = (operation: string) => `resource "aws_scheduler_schedule" "nightly" {
  schedule_expression = "cron(0 3 * * ? *)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:scheduler:::aws-sdk:lambda:${operation}"
    role_arn = "arn:aws:iam::111122223333:role/scheduler"
    input    = jsonencode({ FunctionName = "report" })
  }
}`;

export default defineRule({
  summary: "A schedule calls an operation that Scheduler does not offer",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon EventBridge Scheduler user guide, Using universal targets (2026-11); the API's answers as cdk-preflight has them (2026-09)",
  why: `A schedule can call nearly every operation of AWS, but none that only reads: nobody would get the answer. The ARN has
neither a region nor an account, and the operation's parameters are the input, which is required.`,
  bad: example("getFunction"),
  good: example("invoke"),
  check({ stack }) {
    return stack
      .resources("aws_scheduler_schedule")
      .flatMap((schedule) => schedule.body.blocks("target").flatMap((target) => faultsOf(schedule, target)));
  },
});

function faultsOf(schedule: Resource, target: BlockValue): RuleFinding[] {
  const found = PREFIX.exec(target.string("arn") ?? "");
  if (!found) return [];
  const [, region, account, operation = ""] = found;
  const common = { at: target.place("arn"), resource: schedule.address };
  if (region !== "" || account !== "")
    return [
      {
        ...common,
        message: `The universal target of ${schedule} names a region or an account, and Scheduler refuses it`,
        help: "Leave both empty: arn:aws:scheduler:::aws-sdk:<service>:<operation>",
      },
    ];
  if (/^(?:get|describe|list)/i.test(operation))
    return [
      {
        ...common,
        message: `${schedule} calls ${operation}, which only reads, and Scheduler refuses that`,
        help: "Call an operation that changes something, or a function that reads",
      },
    ];
  if (target.isSet("input") !== "no") return [];
  return [
    {
      ...common,
      message: `${schedule} calls ${operation} without an input, which Scheduler requires`,
      help: `Set input = jsonencode({ … }) with the parameters of ${operation}`,
    },
  ];
}
