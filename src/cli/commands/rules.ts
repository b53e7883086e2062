import { offers } from "../../rules/offers.generated.ts";
import { registry } from "../../rules/registry.generated.ts";
import type { RegisteredRule } from "../../rules/rule.ts";
import { choose } from "../choose.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { columns, markdownTable } from "../table.ts";

const layouts = { table, json, markdown };

/** Lists every rule. */
export async function runRules(flags: { readonly format: string }, io: Io): Promise<ExitCode> {
  const format = choose("--format", flags.format, ["table", "json", "markdown"] as const);
  io.stdout.write(`${layouts[format](registry)}\n`);
  return ExitCode.clean;
}

function table(all: readonly RegisteredRule[]): string {
  return columns(all.map(({ id, rule }) => [id, rule.severity, rule.profile, offered(id), rule.summary]));
}

function json(all: readonly RegisteredRule[]): string {
  const listed = all.map(({ id, category, rule }) => {
    const { summary, severity, profile, since, why, peers = {} } = rule;
    return {
      id,
      category,
      summary,
      severity,
      profile,
      since,
      why,
      peers,
      options: rule.options ?? {},
      offers: offers[id] ?? [],
    };
  });
  return JSON.stringify(listed, null, 2);
}

function markdown(all: readonly RegisteredRule[]): string {
  const rows = all.map(({ id, rule }) => [`\`${id}\``, rule.severity, rule.profile, offered(id), rule.summary]);
  return markdownTable(["Rule", "Severity", "Profile", "Offers", "What is wrong when it fires"], rows).trimEnd();
}

function offered(id: string): string {
  return (offers[id] ?? []).join(", ");
}
