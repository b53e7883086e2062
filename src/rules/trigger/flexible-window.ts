import { isAlways, isCallersChoice } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const WINDOW = "maximum_window_in_minutes";

const example = (window: string) => `resource "aws_scheduler_schedule" "report" {
  name                = "report"
  schedule_expression = "rate(1 day)"

  flexible_time_window {
    mode = "FLEXIBLE"${window}
  }

  target {
    arn      = "arn:aws:lambda:eu-west-1:111122223333:function:report"
    role_arn = "arn:aws:iam::111122223333:role/report"
  }
}`;

export default defineRule({
  summary: "A schedule's flexible window has no length, or has one but is off",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon EventBridge Scheduler API reference, FlexibleTimeWindow (2026-11)",
  why: "Scheduler refuses a flexible window without a length, and a length if the window is off.",
  bad: example(""),
  good: example(`\n    ${WINDOW} = 15`),
  check({ stack }) {
    return stack.resources("aws_scheduler_schedule").flatMap((schedule) =>
      schedule.body
        .blocks("flexible_time_window")
        .filter((block) => block.isCertain && !isCallersChoice(schedule, WINDOW, block))
        .flatMap((block) => {
          const { address } = schedule;
          if (isAlways(schedule, "mode", "FLEXIBLE", block) && block.isSet(WINDOW) === "no") {
            return [
              {
                at: block.place("mode"),
                resource: address,
                message: `The window of ${schedule} is flexible, but has no length`,
                suggestions: [...suggestValues(block, WINDOW, ["15"]), ...suggestValues(block, "mode", ['"OFF"'])],
                help: `Set ${WINDOW}, or mode = "OFF"`,
              },
            ];
          }
          if (!isAlways(schedule, "mode", "OFF", block) || block.number(WINDOW) === undefined) return [];
          return [
            {
              at: block.place(WINDOW),
              resource: address,
              message: `The window of ${schedule} is off, but has a length`,
              suggestions: [
                ...suggestionOf(`Remove ${WINDOW}`, removeArgument(block, WINDOW)),
                ...suggestValues(block, "mode", ['"FLEXIBLE"']),
              ],
              help: `Remove ${WINDOW}, or set mode = "FLEXIBLE"`,
            },
          ];
        }),
    );
  },
});
