import type { OptionValue } from "../../rules/rule.ts";
import type { RuleLevel } from "../selection.ts";
import { defaults, type Layer } from "./layer.ts";
import { type Sourced, strongest } from "./settings.ts";

/** The settings in force for a path, each value with the layer that it comes from. */
export interface InForce {
  readonly profile: Sourced<NonNullable<Layer["profile"]>>;
  readonly failOn: Sourced<NonNullable<Layer["failOn"]>>;
  readonly peerSuppressions: Sourced<boolean>;
  readonly variables: Readonly<Record<string, Sourced<string>>>;
  /** The rules with settings. */
  readonly rules: Readonly<Record<string, RuleInForce>>;
}

/** The settings of a rule, each value with its origin. */
interface RuleInForce {
  readonly level?: Sourced<RuleLevel>;
  readonly options: Readonly<Record<string, Sourced<OptionValue>>>;
}

interface GatheredRule {
  level?: Sourced<RuleLevel>;
  readonly options: Map<string, Sourced<OptionValue>>;
}

/** Merges layers, the strongest last. */
export function inForce(layers: readonly Layer[]): InForce {
  const variables = new Map<string, Sourced<string>>();
  const rules = new Map<string, GatheredRule>();
  const ruleOf = (id: string): GatheredRule => {
    const rule = rules.get(id) ?? { options: new Map() };
    rules.set(id, rule);
    return rule;
  };
  for (const layer of [defaults, ...layers]) {
    const { origin } = layer;
    for (const [name, value] of layer.variables) variables.set(name, { value, origin });
    for (const [id, value] of layer.levels) ruleOf(id).level = { value, origin };
    for (const [id, options] of layer.options) {
      for (const [name, value] of Object.entries(options)) ruleOf(id).options.set(name, { value, origin });
    }
  }
  return {
    profile: strongest(layers, "profile"),
    failOn: strongest(layers, "failOn"),
    peerSuppressions: strongest(layers, "peerSuppressions"),
    variables: record(variables),
    rules: record(
      new Map(Array.from(rules, ([id, { options, ...rest }]) => [id, { ...rest, options: record(options) }])),
    ),
  };
}

/** An object of a map's entries, without a prototype that a name could collide with. */
function record<T>(map: ReadonlyMap<string, T>): Readonly<Record<string, T>> {
  const result: Record<string, T> = Object.create(null);
  for (const name of [...map.keys()].sort()) {
    const value = map.get(name);
    if (value !== undefined) result[name] = value;
  }
  return result;
}
