import type { Expression } from "../syntax.ts";
import { packageName } from "./go-names.ts";

/**
 * What reads the environment into structs, by the tags of their fields: caarlos0/env and ilyakaznacheev/cleanenv have
 * `env`, sethvargo/go-envconfig too, kelseyhightower/envconfig has `envconfig` (their documentation, 2026-11).
 */
const VARIABLE = /(?:^|\s)env(?:config)?:"([^",]+)((?:,[^"]*)?)"/;
const DEFAULT = /(?:^|\s)(?:envDefault|env-default|default):"([^"]*)"/;

/** The variable of the environment that a field is filled from. */
export function fieldVariable(tag: string, start: number): Expression | undefined {
  const [, name, options = ""] = VARIABLE.exec(tag) ?? [];
  if (name === undefined || !/^\w+$/.test(name)) return undefined;
  const fallback = DEFAULT.exec(tag)?.[1] ?? /,\s*default=(.*)$/s.exec(options)?.[1];
  const texts = [name, ...(fallback === undefined ? [] : [fallback])];
  const object: Expression = { kind: "name", name: packageName("os"), start };
  return {
    kind: "call",
    callee: { kind: "member", object, name: "Getenv", start },
    arguments: texts.map((value) => ({ name: undefined, value: { kind: "text", value, start }, isSpread: false })),
    start,
  };
}
