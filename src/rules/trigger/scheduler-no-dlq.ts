import { type BlockValue, isCallersChoice, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { setInBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { undeliveredQueue } from "../shared/edits/undelivered-queue.ts";

export default defineRule({
  summary: "A schedule has no dead-letter queue for calls that fail",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  source: "Amazon EventBridge Scheduler user guide, Configuring a dead-letter queue (2026-11)",
  why: `Scheduler tries for a day to call its target before it gives up, and gives up at once if the role or the target is wrong.
Without a dead-letter queue nothing shows that a run was missed.`,
  ignoreWhen: "The schedule runs often, and a missed run does not matter.",
  bad: `resource "aws_scheduler_schedule" "nightly" {
  schedule_expression = "rate(1 day)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:lambda:eu-west-1:111122223333:function:report"
    role_arn = "arn:aws:iam::111122223333:role/scheduler"
  }
}`,
  good: `resource "aws_scheduler_schedule" "nightly" {
  schedule_expression = "rate(1 day)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:lambda:eu-west-1:111122223333:function:report"
    role_arn = "arn:aws:iam::111122223333:role/scheduler"

    dead_letter_config {
      arn = "arn:aws:sqs:eu-west-1:111122223333:missed"
    }
  }
}`,
  check({ stack }) {
    return stack.resources("aws_scheduler_schedule").flatMap((schedule) =>
      schedule.body.blocks("target").flatMap((target) => {
        if (target.hasBlock("dead_letter_config") !== "no") return [];
        if (isCallersChoice(schedule, "dead_letter_config", target)) return [];
        return [
          {
            at: target.place("dead_letter_config"),
            resource: schedule.address,
            message: `Runs that ${schedule} cannot start are lost`,
            suggestions: withQueue(schedule, target),
            help: "Add dead_letter_config { arn = … } with a queue, and allow the schedule's role sqs:SendMessage on it",
          },
        ];
      }),
    );
  },
});

function withQueue(schedule: Resource, target: BlockValue): readonly Fix[] {
  const queue = undeliveredQueue(schedule, { role: referredOfType(target.value("role_arn"), "aws_iam_role") });
  if (!queue) return [];
  const config = setInBlock(target, "dead_letter_config", "arn", queue.arn);
  return suggestionOf("Add a queue for runs that cannot start", config, ...queue.edits);
}
