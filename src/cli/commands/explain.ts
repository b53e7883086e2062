import { requireRule } from "../../lint/selection.ts";
import type { Palette } from "../../report/index.ts";
import { offers } from "../../rules/offers.generated.ts";
import { registry } from "../../rules/registry.generated.ts";
import type { Offer, RegisteredRule } from "../../rules/rule.ts";
import { palette } from "../colour.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";

/** Describes each kind of offer, and the flag that applies it. */
const offerings: Readonly<Record<Offer, string>> = {
  fix: "fixes (lint --fix)",
  suggestions: "suggestions (lint --fix-suggestions)",
};

/** Prints what a rule finds, why it matters, and its examples. Throws a UserError for a rule that does not exist. */
export async function runExplain(id: string, flags: { readonly color: boolean }, io: Io): Promise<ExitCode> {
  requireRule(
    id,
    registry.map((registered) => registered.id),
  );
  const paint = await palette(flags.color, io);
  for (const registered of registry)
    if (registered.id === id) io.stdout.write(`${sections(registered, paint).join("\n\n")}\n`);
  return ExitCode.clean;
}

function sections({ id, rule }: RegisteredRule, paint: Palette): string[] {
  const parts = [
    `${paint.bold(id)} (${rule.severity}, profile ${rule.profile}, since ${rule.since})\n${rule.summary}`,
    rule.why,
    `${paint.bold("Reported:")}\n${indent(rule.bad)}`,
    `${paint.bold("Right:")}\n${indent(rule.good)}`,
  ];
  const offered = (offers[id] ?? []).map((kind) => offerings[kind]);
  if (offered.length > 0) parts.push(`${paint.bold("Offers:")} ${offered.join(", ")}`);
  if (rule.ignoreWhen !== undefined) parts.push(`${paint.bold("When to ignore it:")} ${rule.ignoreWhen}`);
  for (const [name, option] of Object.entries(rule.options ?? {})) {
    parts.push(`${paint.bold(`Option ${name}`)} (${JSON.stringify(option.default)}): ${option.description}`);
  }
  if (rule.source !== undefined) parts.push(`${paint.bold("Source:")} ${rule.source}`);
  const peers = Object.entries(rule.peers ?? {}).map(([peer, ids]) => `${peer} ${ids.join(", ")}`);
  if (peers.length > 0) parts.push(`${paint.bold("Elsewhere:")} ${peers.join("; ")}`);
  return parts;
}

function indent(code: string): string {
  return code.trim().replace(/^(?=.)/gm, "    ");
}
