import { registry } from "../../rules/registry.generated.ts";
import type { RegisteredRule } from "../../rules/rule.ts";
import { choose } from "../choose.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";

const layouts = { table, json, markdown };

/** Lists every rule. */
export async function runRules(flags: { readonly format: string }, io: Io): Promise<ExitCode> {
  const format = choose("--format", flags.format, ["table", "json", "markdown"] as const);
  io.stdout.write(`${layouts[format](registry)}\n`);
  return ExitCode.clean;
}

function table(all: readonly RegisteredRule[]): string {
  const rows = all.map(({ id, rule }) => [id, rule.severity, rule.profile, rule.summary]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}

function json(all: readonly RegisteredRule[]): string {
  const listed = all.map(({ id, category, rule }) => {
    const { summary, severity, profile, since, why, peers = {} } = rule;
    return { id, category, summary, severity, profile, since, why, peers, options: rule.options ?? {} };
  });
  return JSON.stringify(listed, null, 2);
}

function markdown(all: readonly RegisteredRule[]): string {
  const rows = all.map(
    ({ id, rule }) => `| \`${id}\` | ${rule.severity} | ${rule.profile} | ${rule.summary.replaceAll("|", "\\|")} |`,
  );
  return ["| Rule | Severity | Profile | What is wrong when it fires |", "|-|-|-|-|", ...rows].join("\n");
}
