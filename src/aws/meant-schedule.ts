import { type ScheduleService, scheduleProblem } from "./schedule-expression.ts";

/** The schedule that is meant by a text which is none, as far as that can be told: by its unit, or as other cron tables have it. */
export function meantSchedule(text: string, service: ScheduleService): string | undefined {
  const [, content = text] = /^\s*(?:rate|cron)?\s*\(?(.*?)\)?\s*$/i.exec(text) ?? [];
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

/** Five fields are those of Unix, which counts the days of the week otherwise, and takes a star for each of the two days. */
function cronOf(content: string): string | undefined {
  const [minutes, hours, day, month, weekday = "", year = "*", ...more] = content.trim().split(/\s+/);
  const isUnix = content.trim().split(/\s+/).length === 5;
  if (more.length > 0 || (isUnix && /\d/.test(weekday))) return undefined;
  const [ofMonth, ofWeek] = weekday === "*" ? [day, "?"] : day === "*" ? ["?", weekday] : [day, weekday];
  return `cron(${[minutes, hours, ofMonth, month, ofWeek, year].join(" ")})`;
}
