import { invalid } from "./refusal.ts";

/** A point in time in seconds since 1970, and the offset of its time zone in minutes. */
export interface Time {
  readonly seconds: number;
  readonly offset: number;
  /** In UTC, written as `Z`. */
  readonly isUtc: boolean;
  readonly hasFraction: boolean;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

type Verb = (local: Date, time: Time) => string;

const two = (number: number) => String(number).padStart(2, "0");
const month = (local: Date) => MONTHS[local.getUTCMonth()] ?? "";
const day = (local: Date) => DAYS[local.getUTCDay()] ?? "";
const hour = (local: Date) => local.getUTCHours();
const halfDayHour = (local: Date) => hour(local) % 12 || 12;

/** The verbs of `formatdate`; any other sequence of letters is an error. */
const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ["YYYY", (local) => String(local.getUTCFullYear()).padStart(4, "0")],
  ["YY", (local) => two(local.getUTCFullYear() % 100)],
  ["MMMM", month],
  ["MMM", (local) => month(local).slice(0, 3)],
  ["MM", (local) => two(local.getUTCMonth() + 1)],
  ["M", (local) => String(local.getUTCMonth() + 1)],
  ["DD", (local) => two(local.getUTCDate())],
  ["D", (local) => String(local.getUTCDate())],
  ["EEEE", day],
  ["EEE", (local) => day(local).slice(0, 3)],
  ["hh", (local) => two(hour(local))],
  ["h", (local) => String(hour(local))],
  ["HH", (local) => two(halfDayHour(local))],
  ["H", (local) => String(halfDayHour(local))],
  ["AA", (local) => (hour(local) < 12 ? "AM" : "PM")],
  ["aa", (local) => (hour(local) < 12 ? "am" : "pm")],
  ["mm", (local) => two(local.getUTCMinutes())],
  ["m", (local) => String(local.getUTCMinutes())],
  ["ss", (local) => two(local.getUTCSeconds())],
  ["s", (local) => String(local.getUTCSeconds())],
  ["ZZZZZ", (_, { offset }) => zone(offset)],
  ["ZZZZ", (_, { offset }) => zone(offset, "")],
  ["ZZZ", (_, { offset }) => (offset === 0 ? "UTC" : zone(offset, ""))],
  ["Z", (_, { offset }) => (offset === 0 ? "Z" : zone(offset))],
]);

/** A function that formats times as `formatdate` does; text in single quotes is literal. */
export function dateFormatter(format: string): (time: Time) => string {
  const tokens = format.match(/'(?:[^']|'')*'|([a-zA-Z])\1*|[^a-zA-Z']+/g) ?? [];
  if (tokens.join("") !== format) return invalid();
  return (time) => {
    const local = new Date((time.seconds + time.offset * 60) * 1000);
    return tokens.map((token) => writeToken(token, local, time)).join("");
  };
}

function writeToken(token: string, local: Date, time: Time): string {
  if (token.startsWith("'")) return token === "''" ? "'" : token.slice(1, -1).replaceAll("''", "'");
  if (!/^[a-zA-Z]/.test(token)) return token;
  return (VERBS.get(token) ?? invalid())(local, time);
}

/** A time zone's offset as `+09:00`, optionally with another separator. */
export function zone(offset: number, separator = ":"): string {
  const distance = Math.abs(offset);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(distance / 60))}${separator}${two(distance % 60)}`;
}
