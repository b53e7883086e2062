import { didYouMean } from "../aws/did-you-mean.ts";
import type { Options, OptionValue, Profile, RegisteredRule, Rule, Severity } from "../rules/rule.ts";
import { UserError } from "../user-error.ts";

/** The severity that settings give a rule, or off. */
export type RuleLevel = Severity | "off";

/** The severities, worst first. */
export const severities: readonly Severity[] = ["error", "warning", "info"];
/** The profiles; each includes the previous one. */
export const profiles: readonly Profile[] = ["recommended", "strict", "all"];

/** Which rules run, and how. */
export interface RuleSettings {
  readonly profile: Profile;
  /** Limits the run to these rules, whatever the profile; empty for no limit. */
  readonly only: readonly string[];
  /** Levels of single rules; one other than off turns on a rule that the profile does not include. */
  readonly levels: ReadonlyMap<string, RuleLevel>;
  readonly options: ReadonlyMap<string, Options>;
}

/** A rule that settings turn on, with its options. */
export interface ActiveRule {
  readonly id: string;
  readonly rule: Rule;
  readonly options: Options;
  /** Set if configured: it takes precedence over what the rule says. */
  readonly severity: Severity | undefined;
}

/** The rules that settings turn on. Throws a UserError for a rule that does not exist. */
export function selectRules(registry: readonly RegisteredRule[], settings: RuleSettings): readonly ActiveRule[] {
  const ids = registry.map(({ id }) => id);
  for (const id of [...settings.only, ...settings.levels.keys(), ...settings.options.keys()]) requireRule(id, ids);
  const only = new Set(settings.only);
  return registry.flatMap((registered) => {
    const { id, rule } = registered;
    const level = settings.levels.get(id);
    const isOn = only.size > 0 ? only.has(id) : level !== undefined || includes(settings.profile, rule.profile);
    return isOn && level !== "off" ? [activate(registered, level, settings.options.get(id))] : [];
  });
}

/** A rule ready to run, with defaults for options that are not given. */
export function activate({ id, rule }: RegisteredRule, severity?: Severity, options: Options = {}): ActiveRule {
  return { id, rule, options: { ...defaults(rule), ...options }, severity };
}

/** Throws a UserError unless a rule with this id exists. `where`: the file that mentions it. */
export function requireRule(id: string, ids: readonly string[], where?: string): void {
  if (ids.includes(id)) return;
  const near = didYouMean(id, ids) ?? ids.find((candidate) => candidate.endsWith(`/${id}`));
  const inCategory = ids.filter((candidate) => candidate.startsWith(`${id}/`));
  const message = where === undefined ? `There is no rule "${id}"` : `${where}: there is no rule "${id}"`;
  if (inCategory.length > 0)
    throw new UserError(message, `It is a category: name rules of it, such as ${inCategory[0]}`);
  throw new UserError(message, near ? `Did you mean ${near}?` : "`lambda-tf rules` lists all there are");
}

function includes(chosen: Profile, needed: Profile): boolean {
  return profiles.indexOf(needed) <= profiles.indexOf(chosen);
}

function defaults(rule: Rule): Options {
  const declared = Object.entries(rule.options ?? {});
  return Object.fromEntries(declared.map(([name, { default: value }]): [string, OptionValue] => [name, value]));
}
