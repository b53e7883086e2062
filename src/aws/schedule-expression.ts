/**
 * Schedules of EventBridge rules and of EventBridge Scheduler: rate(5 minutes), cron(0 8 ? * MON-FRI *),
 * at(2027-01-01T00:00:00).
 * Amazon EventBridge user guide, "Setting a schedule pattern for scheduled rules (legacy)", and EventBridge Scheduler
 * user guide, "Schedule types in EventBridge Scheduler" (2026-11).
 */

export type ScheduleService = "rule" | "scheduler";

/** Milliseconds by which the last time zone, UTC-12, is behind UTC. */
const BEHIND = 12 * 3_600_000;
/** The most days that each month can have. */
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  /** What may stand in the field beside numbers, ranges, lists, steps and `*`. */
  readonly special?: RegExp;
}

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const DAYS = "SUN MON TUE WED THU FRI SAT".split(" ");

const CRON_FIELDS: readonly CronField[] = [
  { name: "minutes", min: 0, max: 59 },
  { name: "hours", min: 0, max: 23 },
  { name: "day-of-month", min: 1, max: 31, special: /^(?:\?|L(?:-\d{1,2})?|LW|\d{1,2}W)$/ },
  { name: "month", min: 1, max: 12, names: MONTHS },
  {
    name: "day-of-week",
    min: 1,
    max: 7,
    names: DAYS,
    special: /^(?:\?|L|(?:[1-7]|[A-Z]{3})L|(?:[1-7]|[A-Z]{3})#[1-5])$/,
  },
  { name: "year", min: 1970, max: 2199 },
];

/** What is wrong with a schedule expression, as a clause for a message; undefined if it is valid. */
export function scheduleProblem(text: string, service: ScheduleService): string | undefined {
  const [, kind, content] = /^(rate|cron|at)\((.*)\)$/.exec(text) ?? [];
  if (kind === undefined || content === undefined) {
    const forms = service === "rule" ? "rate(…) or cron(…)" : "rate(…), cron(…) or at(…)";
    return `it is neither ${forms}`;
  }
  if (kind === "rate") return rateProblem(content, service);
  if (kind === "cron") return cronProblem(content);
  if (service === "rule") return "at(…) is known to EventBridge Scheduler only, not to rules";
  return isMoment(content)
    ? undefined
    : "at(…) takes a time as yyyy-mm-ddThh:mm:ss, without a zone, on a day that there is";
}

/** Whether a text is a time on a day that exists. `Date` takes 30 February for a day in March. */
function isMoment(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * The moment after which a schedule never runs again, in the last time zone to reach it, in milliseconds since 1970;
 * undefined if it runs for ever.
 */
export function lastMoment(text: string): number | undefined {
  const [, moment] = /^at\((.*)\)$/.exec(text) ?? [];
  if (moment !== undefined) return isMoment(moment) ? Date.parse(`${moment}Z`) + BEHIND : undefined;
  const year = /^cron\((?:\S+\s+){5}(\S+)\)$/.exec(text)?.[1] ?? "";
  const years = /^\d{4}(?:[-,]\d{4})*$/.test(year) ? year.split(/[-,]/).map(Number) : [];
  return years.length === 0 ? undefined : Date.UTC(Math.max(...years) + 1, 0) + BEHIND;
}

function rateProblem(content: string, service: ScheduleService): string | undefined {
  const [, value, unit] = /^(\d+) +(minutes?|hours?|days?)$/.exec(content) ?? [];
  if (value === undefined || unit === undefined) return "rate(…) takes a whole number and minutes, hours or days";
  if (Number(value) === 0) return "the number in rate(…) must be at least 1";
  const isPlural = unit.endsWith("s");
  if (service === "rule" && (Number(value) === 1) === isPlural)
    return isPlural ? `after 1 the unit is ${unit.slice(0, -1)}` : `after ${value} the unit is ${unit}s`;
  return undefined;
}

function cronProblem(content: string): string | undefined {
  const fields = content.trim().split(/\s+/);
  if (fields.length !== CRON_FIELDS.length)
    return `cron(…) takes six fields (minutes, hours, day of month, month, day of week, year) and has ${fields.length}`;
  for (const [i, field] of CRON_FIELDS.entries()) {
    const text = fields[i] ?? "";
    if (!isField(text, field)) return `"${text}" is no ${field.name}`;
  }
  const [dayOfMonth, dayOfWeek] = [fields[2], fields[4]];
  if (dayOfMonth !== "?" && dayOfWeek !== "?") return "of day-of-month and day-of-week, one must be ?";
  return dayProblem(dayOfMonth, fields[3]);
}

/** Tells of a day that none of the given months has, if both fields are plain numbers or lists of numbers. */
function dayProblem(day = "", month = ""): string | undefined {
  const [days, months] = [day.split(","), month.toUpperCase().split(",")];
  const numbers = months.map((one) => (MONTHS.includes(one) ? MONTHS.indexOf(one) + 1 : Number(one)));
  if (!days.every((one) => /^\d+$/.test(one)) || numbers.some((one) => !Number.isInteger(one))) return undefined;
  const longest = Math.max(...numbers.map((one) => MONTH_DAYS[one - 1] ?? 31));
  return days.every((one) => Number(one) > longest) ? `no month of "${month}" has a day ${day}` : undefined;
}

function isField(text: string, field: CronField): boolean {
  return text !== "" && text.split(",").every((item) => isItem(item.toUpperCase(), field));
}

function isItem(item: string, field: CronField): boolean {
  if (field.special?.test(item)) return true;
  const [range = "", step, ...more] = item.split("/");
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === "*") return true;
  const ends = range.split("-");
  return ends.length <= 2 && ends.every((end) => isValue(end, field));
}

function isValue(text: string, { min, max, names }: CronField): boolean {
  if (names?.includes(text)) return true;
  return /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
}
