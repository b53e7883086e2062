import { dirname, resolve } from "node:path";
import type { Options, RegisteredRule } from "../../rules/rule.ts";
import { UserError } from "../../user-error.ts";
import { displayPath } from "../place.ts";
import type { RuleLevel } from "../selection.ts";
import { checkConfig } from "./check-config.ts";
import type { ConfigFile, Json, RuleSetting } from "./config-file.ts";
import type { Configuration, Layer } from "./layer.ts";
import { pathPatterns } from "./path-patterns.ts";
import { readConfig } from "./read-config.ts";

/** What reading a configuration file needs. */
export interface ConfigContext {
  readonly cwd: string;
  readonly registry: readonly RegisteredRule[];
}

/**
 * Reads a configuration file and those that it extends, the strongest layer last.
 * @param outer the files that led here by `extends`
 * @throws UserError for any mistake in them
 */
export async function loadConfig(
  file: string,
  context: ConfigContext,
  outer: readonly string[] = [],
): Promise<Configuration> {
  const shown = displayPath(file, context.cwd);
  if (outer.includes(file)) throw new UserError(`${shown} extends itself`, "Remove one of the files from `extends`");
  const extending = outer.at(-1);
  const named = extending === undefined ? shown : `${shown} (extended by ${displayPath(extending, context.cwd)})`;
  const config = await checkConfig(readConfig(file, named) ?? {}, shown, context.registry);
  const bases: Configuration[] = [];
  for (const base of [config.extends ?? []].flat()) {
    bases.push(await loadConfig(resolve(dirname(file), base), context, [...outer, file]));
  }
  return {
    files: [...new Set([...bases.flatMap(({ files }) => files), file])],
    layers: [...bases.flatMap(({ layers }) => layers), ...layersOf(config, file, shown)],
    ignored: [
      ...bases.flatMap(({ ignored }) => ignored),
      ...(config.ignore === undefined ? [] : [pathPatterns(file, config.ignore)]),
    ],
  };
}

function layersOf(config: ConfigFile, file: string, shown: string): readonly Layer[] {
  const { profile, failOn, peerSuppressions, variables = {}, overrides = [] } = config;
  const own: Layer = {
    origin: shown,
    profile,
    failOn,
    peerSuppressions,
    ...rulesOf(config.rules),
    variables: new Map(Object.entries(variables).map(([name, value]) => [name, variableText(value)])),
  };
  const some = overrides.map((override): Layer => {
    const origin = `${shown} (${override.files.join(", ")})`;
    const files = pathPatterns(file, override.files);
    return { origin, profile: override.profile, ...rulesOf(override.rules), variables: new Map(), files };
  });
  return [own, ...some];
}

function rulesOf(rules: ConfigFile["rules"] = {}): Pick<Layer, "levels" | "options"> {
  const levels = new Map<string, RuleLevel>();
  const options = new Map<string, Options>();
  for (const [id, setting] of Object.entries(rules)) {
    const { severity, ...own } = asObject(setting);
    if (severity !== undefined) levels.set(id, severity);
    // checked against the schemas of the rule's own options
    if (Object.keys(own).length > 0) options.set(id, own as Options);
  }
  return { levels, options };
}

function asObject(setting: RuleSetting): Exclude<RuleSetting, string> {
  return typeof setting === "string" ? { severity: setting } : setting;
}

/** A value in the form of --var: strings as they are, everything else as JSON, which is valid HCL. */
function variableText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
