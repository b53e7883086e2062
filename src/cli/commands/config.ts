import { resolve } from "node:path";
import { type ShownConfig, showConfig } from "../../lint/index.ts";
import { printable } from "../../report/index.ts";
import { registry } from "../../rules/registry.generated.ts";
import { choose } from "../choose.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { columns } from "../table.ts";

interface ConfigFlags {
  readonly config?: string;
  readonly format: string;
}

/** Prints the settings in force for a path, and where each value comes from. */
export async function runConfig(path: string, flags: ConfigFlags, io: Io): Promise<ExitCode> {
  const format = choose("--format", flags.format, ["text", "json"] as const);
  const shown = await showConfig(path, {
    cwd: io.cwd,
    configFile: flags.config === undefined ? undefined : resolve(io.cwd, flags.config),
    flags: { origin: "command line", levels: new Map(), options: new Map(), variables: new Map() },
    only: [],
  });
  io.stdout.write(format === "json" ? `${JSON.stringify(shown, null, 2)}\n` : text(shown));
  return ExitCode.clean;
}

function text(shown: ShownConfig): string {
  const { path, files, isIgnored, rulesOn, overrides } = shown;
  const lines = [
    `Configuration of ${path}`,
    files.length === 0 ? "No configuration file was found" : `Read: ${files.join(", ")}`,
    ...(isIgnored ? ["Nothing is reported for it: `ignore` excludes it"] : []),
    `${rulesOn} of ${registry.length} rules are on`,
    "",
    ...columns(rows(shown)).split("\n"),
    ...(overrides.length === 0
      ? []
      : ["", "Some files have their own settings:", ...overrides.map((one) => `  ${one}`)]),
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

function rows({ profile, failOn, peerSuppressions, variables, rules }: ShownConfig): string[][] {
  return [
    ["Setting", "Value", "From"],
    ["profile", profile.value, profile.origin],
    ["failOn", failOn.value, failOn.origin],
    ["peerSuppressions", String(peerSuppressions.value), peerSuppressions.origin],
    ...Object.entries(variables).map(([name, { value, origin }]) => [`variables.${name}`, value, origin]),
    ...Object.entries(rules).flatMap(([id, { level, options }]) => [
      ...(level ? [[id, level.value, level.origin]] : []),
      ...Object.entries(options).map(([name, { value, origin }]) => [`${id}.${name}`, JSON.stringify(value), origin]),
    ]),
  ].map((row) => row.map((cell) => printable(cell)));
}
