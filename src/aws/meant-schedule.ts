import { type ScheduleService, scheduleProblem } from "./schedule-expression.ts";

/**
 * The valid schedule that an invalid expression most likely stands for, judging by its unit or by the syntax of other
 * cron implementations; undefined where that cannot be told.
 */
export function meantSchedule(text: string, service: ScheduleService): string | undefined {
  const [, content = text] = /^(?:rate|cron)?\s*\(?(.*?)\)?$/is.exec(text.trim()) ?? [];
  return [rateOf(content), cronOf(content)].find(
    (candidate) => candidate !== undefined && scheduleProblem(candidate, service) === undefined,
  );
}

function rateOf(content: string): string | undefined {
  const [, value, unit = ""] = /^(\d+)\s*(min(?:ute)?s?|hours?|days?)$/i.exec(content) ?? [];
  if (value === undefined) return undefined;
  const name = ["minute", "hour", "day"].find((one) => one.startsWith(unit.slice(0, 3).toLowerCase()));
  return `rate(${Number(value)} ${name}${Number(value) === 1 ? "" : "s"})`;
}

/**
 * Five fields are a Unix cron expression, which numbers the days of the week differently and allows `*` for both day
 * fields.
 */
function cronOf(content: string): string | undefined {
  const [minutes, hours, day, month, weekday = "", year = "*", ...more] = content.trim().split(/\s+/);
  const isUnix = content.trim().split(/\s+/).length === 5;
  if (more.length > 0 || (isUnix && /\d/.test(weekday))) return undefined;
  const [ofMonth, ofWeek] = weekday === "*" ? [day, "?"] : day === "*" ? ["?", weekday] : [day, weekday];
  return `cron(${[minutes, hours, ofMonth, month, ofWeek, year].join(" ")})`;
}
