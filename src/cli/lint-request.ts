import { accessSync, constants } from "node:fs";
import { resolve } from "node:path";
import { failOnLevels, type Layer, type LintRequest, profiles, severities } from "../lint/index.ts";
import { readError } from "../read-error.ts";
import { UserError } from "../user-error.ts";
import { choose } from "./choose.ts";
import type { Io } from "./io.ts";

/** The flags that select what is linted, and how. */
export interface JudgeFlags {
  readonly config?: string;
  readonly failOn?: string;
  readonly profile?: string;
  readonly rule: readonly string[];
  readonly only: readonly string[];
  readonly var: readonly string[];
  readonly varFile: readonly string[];
  readonly asOf?: string;
  readonly baseline?: string;
  readonly since?: string;
}

/** Turns flags into a request. Throws a UserError for an invalid one. */
export function toRequest(paths: readonly string[], flags: JudgeFlags, io: Io): LintRequest {
  const { config, baseline, since } = flags;
  return {
    paths,
    cwd: io.cwd,
    configFile: config === undefined ? undefined : readableFile(config, io.cwd),
    flags: toLayer(flags),
    only: flags.only.flatMap(toIds),
    variables: {
      assignments: flags.var.map(toAssignment),
      files: flags.varFile.map((file) => readableFile(file, io.cwd)),
      environment: io.env,
    },
    narrowing: { baseline: baseline === undefined ? undefined : resolve(io.cwd, baseline), since },
    asOf: toDay(flags.asOf),
  };
}

function toLayer({ profile, failOn, rule }: JudgeFlags): Layer {
  return {
    origin: "command line",
    profile: profile === undefined ? undefined : choose("--profile", profile, profiles),
    failOn: failOn === undefined ? undefined : choose("--fail-on", failOn, failOnLevels),
    levels: new Map(rule.map(toLevel)),
    options: new Map(),
    variables: new Map(),
  };
}

function toIds(list: string): readonly string[] {
  const ids = list.split(",").map((id) => id.trim());
  if (ids.every((id) => id === "")) throw new UserError("--only names no rule", "Write --only ID, or --only ID,ID");
  return ids.filter((id) => id !== "");
}

function toAssignment(setting: string): { name: string; text: string } {
  const at = setting.indexOf("=");
  if (at <= 0) throw new UserError(`--var ${setting} sets no variable`, "Write --var name=value");
  return { name: setting.slice(0, at), text: setting.slice(at + 1) };
}

function readableFile(file: string, cwd: string): string {
  const absolute = resolve(cwd, file);
  try {
    accessSync(absolute, constants.R_OK);
  } catch (error) {
    throw readError(file, error);
  }
  return absolute;
}

function toLevel(setting: string): [string, (typeof levels)[number]] {
  const at = setting.indexOf("=");
  if (at < 0)
    throw new UserError(
      `--rule ${setting} sets no severity`,
      `Write --rule ${setting}=error, or another of ${levels.join(", ")}`,
    );
  const id = setting.slice(0, at);
  return [id, choose(`--rule ${id}`, setting.slice(at + 1), levels)];
}

const levels = [...severities, "off"] as const;

/** Checks the day given to --as-of (YYYY-MM-DD); today by default. Throws a UserError if it is no such day. */
function toDay(text = new Date().toISOString().slice(0, "YYYY-MM-DD".length)): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text))
    return text;
  throw new UserError(`--as-of ${text} is not a date`, "Write it as YYYY-MM-DD");
}
