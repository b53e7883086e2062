import { dateFormatter, type Time, zone } from "./date-format.ts";
import { type FunctionTable, strict } from "./definition.ts";
import { text } from "./parameters.ts";
import { invalid, notEvaluated } from "./refusal.ts";

/** Calculations on given times. `timestamp` and `plantimestamp` are left out, as they tell the current time. */
export const dateFunctions: FunctionTable = {
  formatdate: strict([text, text], (format, time) => dateFormatter(format)(parseTime(time))),
  timeadd: strict([text, text], (time, duration) => {
    const parsed = parseTime(time);
    if (parsed.hasFraction) return notEvaluated();
    return writeTime({ ...parsed, seconds: parsed.seconds + parseDuration(duration) });
  }),
  timecmp: strict([text, text], (a, b) => {
    const [first, second] = [parseTime(a), parseTime(b)];
    if (first.hasFraction || second.hasFraction) return notEvaluated();
    return Math.sign(first.seconds - second.seconds);
  }),
};

/** Parses RFC 3339, the only format that Terraform accepts. */
function parseTime(text: string): Time {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/.exec(text);
  if (!found) return invalid();
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // JavaScript takes these for years of the 20th century
  if (year < 100) return notEvaluated();
  if (date.getUTCDate() !== day || date.getUTCMonth() !== month - 1 || hour > 23 || minute > 59 || second > 59)
    return invalid();
  const [hours, minutes] = [Number(found[9] ?? 0), Number(found[10] ?? 0)];
  if (hours > 23 || minutes > 59) return invalid();
  const offset = (found[8] === "-" ? -1 : 1) * (hours * 60 + minutes);
  return {
    seconds: date.getTime() / 1000 - offset * 60,
    offset,
    isUtc: offset === 0,
    hasFraction: found[7] !== undefined,
  };
}

function writeTime({ seconds, offset, isUtc }: Time): string {
  const local = new Date((seconds + offset * 60) * 1000);
  if (Number.isNaN(local.getTime()) || local.getUTCFullYear() < 1000 || local.getUTCFullYear() > 9999)
    return notEvaluated();
  return local.toISOString().replace(/\.\d+Z$/, isUtc ? "Z" : zone(offset));
}

const UNITS = new Map([
  ["h", 3600],
  ["m", 60],
  ["s", 1],
]);

/** Seconds of a duration in Go's syntax, `-1h30m`; fractions of a second are not evaluated. */
function parseDuration(text: string): number {
  if (text === "0") return 0;
  if (!/^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:h|m|s|ms|us|\u00b5s|\u03bcs|ns))+$/.test(text)) return invalid();
  let total = 0;
  for (const [, number = "", unit = ""] of text.matchAll(/([\d.]+)([a-z\u00b5\u03bc]+)/g))
    total += Number(number) * (UNITS.get(unit) ?? notEvaluated());
  // Go counts nanoseconds in 64 bits
  if (total > 2 ** 63 / 1e9) return invalid();
  return Number.isInteger(total) ? (text.startsWith("-") ? -total : total) : notEvaluated();
}
