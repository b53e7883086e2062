import { didYouMean } from "../../aws/did-you-mean.ts";
import { isNoTimeZone, timeZones } from "../../aws/time-zones.ts";
import { stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { fixOf, respelling } from "../shared/edits/fixes.ts";
import { replaceValue } from "../shared/edits/values.ts";

const SCHEDULED: readonly (readonly [type: string, argument: string])[] = [
  ["aws_scheduler_schedule", "schedule_expression_timezone"],
  ["aws_appautoscaling_scheduled_action", "timezone"],
];

const example = (zone: string) => `resource "aws_scheduler_schedule" "report" {
  name                         = "report"
  schedule_expression          = "cron(0 8 * * ? *)"
  schedule_expression_timezone = "${zone}"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:lambda:eu-west-1:111122223333:function:report"
    role_arn = "arn:aws:iam::111122223333:role/report"
  }
}`;

export default defineRule({
  summary: "A schedule is in a time zone that does not exist",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon EventBridge Scheduler user guide, Schedule types: time zones; IANA time zone database (2026-11)",
  why: "Schedules accept names from the IANA database, such as Asia/Tokyo. Any other is refused at apply.",
  bad: example("Asia/Tokio"),
  good: example("Asia/Tokyo"),
  check({ stack }) {
    return SCHEDULED.flatMap(([type, argument]) =>
      stack.resources(type).flatMap(({ address, body }) => {
        const value = body.value(argument);
        const zone = stringOf(value);
        if (zone === undefined || !isNoTimeZone(zone)) return [];
        // an abbreviation is similar to many names, and means none of them
        const meant = zone.includes("/") ? didYouMean(zone, timeZones()) : undefined;
        return [
          {
            at: body.place(argument),
            resource: address,
            message: `${argument} of ${address} is "${zone}", which is not a time zone`,
            help: meant
              ? `Did you mean "${meant}"?`
              : 'Use a name from the IANA database, such as "Asia/Tokyo" or "UTC"',
            ...(meant !== undefined &&
              respelling(
                zone,
                { meant, among: timeZones() },
                fixOf(`Write "${meant}"`, replaceValue(value, `"${meant}"`)),
              )),
          },
        ];
      }),
    );
  },
});
