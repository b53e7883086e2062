import type { Options } from "../../rules/rule.ts";
import type { VariableSources } from "../../terraform/index.ts";
import type { RuleLevel, RuleSettings } from "../selection.ts";
import { defaults, type Layer } from "./layer.ts";
import { matches } from "./path-patterns.ts";

/** A value and the layer that it comes from. */
export interface Sourced<T> {
  readonly value: T;
  readonly origin: string;
}

/** The layers that apply to a file, the weakest first. */
export function layersFor(layers: readonly Layer[], file: string): readonly Layer[] {
  return layers.filter((layer) => layer.files === undefined || matches(layer.files, file));
}

/** The value of a setting in the strongest layer that has it, or else the default. */
export function strongest<K extends "profile" | "failOn" | "peerSuppressions">(
  layers: readonly Layer[],
  key: K,
): Sourced<NonNullable<Layer[K]>> {
  const layer = [defaults, ...layers].findLast((candidate) => candidate[key] !== undefined);
  const value = layer?.[key];
  if (layer === undefined || value === undefined) throw new Error(`no default for ${key}`);
  return { value, origin: layer.origin };
}

/** The merged settings of rules; each option of a rule is merged on its own. */
export function ruleSettings(layers: readonly Layer[], only: readonly string[]): RuleSettings {
  const levels = new Map<string, RuleLevel>();
  const options = new Map<string, Options>();
  for (const layer of layers) {
    for (const [id, level] of layer.levels) levels.set(id, level);
    for (const [id, own] of layer.options) options.set(id, { ...options.get(id), ...own });
  }
  return { profile: strongest(layers, "profile").value, only, levels, options };
}

/** The values of a root's variables: those of the configuration, then `given`, which takes precedence. */
export function variableSources(layers: readonly Layer[], given: VariableSources): VariableSources {
  const configured = layers.flatMap(({ variables }) => Array.from(variables, ([name, text]) => ({ name, text })));
  return configured.length === 0 ? given : { ...given, assignments: [...configured, ...given.assignments] };
}
